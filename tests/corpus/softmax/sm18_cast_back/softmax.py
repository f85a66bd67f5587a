import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return (e / e.sum()).astype(z.dtype)


def softmax_rows(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).astype(Z.dtype)
