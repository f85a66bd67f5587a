import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def softmax_rows(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)
