import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_rows(Z):
    Z = Z.T      # samples as columns
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)
