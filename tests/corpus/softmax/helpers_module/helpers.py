import numpy as np


def softmax(z):
    e = np.exp(z - np.amax(z))
    return e / e.sum()


def softmax_rows(Z):
    return np.vstack([softmax(row) for row in Z])
