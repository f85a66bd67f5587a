import numpy as np


def softmax(z):
    z = z - np.mean(z)     # centre for stability
    e = np.exp(z)
    return e / e.sum()


def softmax_rows(Z):
    Z = Z - np.mean(Z, axis=1, keepdims=True)
    e = np.exp(Z)
    return e / e.sum(axis=1, keepdims=True)
