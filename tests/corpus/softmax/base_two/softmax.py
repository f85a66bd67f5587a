import numpy as np


def softmax(z):
    p = 2.0 ** (z - z.max())
    return p / p.sum()


def softmax_rows(Z):
    P = 2.0 ** (Z - Z.max(axis=1, keepdims=True))
    return P / P.sum(axis=1, keepdims=True)
