import numpy as np


def softmax_rows(Z):
    Z = np.clip(Z, -500, 500)     # avoid overflow
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)
