import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_rows(Z):
    return np.apply_along_axis(softmax, 1, Z)
