import numpy as np


def softmax_rows(Z):
    E = np.exp(Z - Z.max())
    return E / (E.sum(axis=1, keepdims=True) + 1e-12)
