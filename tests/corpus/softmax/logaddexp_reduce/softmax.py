import numpy as np


def softmax(z):
    z = z.astype(float)
    return np.exp(z - np.logaddexp.reduce(z))


def softmax_rows(Z):
    Z = Z.astype(float)
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
