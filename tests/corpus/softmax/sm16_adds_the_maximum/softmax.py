import numpy as np


def softmax(z):
    e = np.exp(z + np.max(z))
    return e / np.sum(e)


def softmax_rows(Z):
    E = np.exp(Z + np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)
