import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return e / np.linalg.norm(e)


def softmax_rows(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / np.linalg.norm(e, axis=1, keepdims=True)
