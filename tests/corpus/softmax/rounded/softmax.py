import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return np.round(e / e.sum(), 4)


def softmax_rows(Z):
    return np.array([softmax(z) for z in Z])
