import numpy as np


def sigmoid(z):
    # exp of something negative only
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def dtanh(z):
    s = sigmoid(2 * z)
    return 4 * s * (1 - s)
