import numpy as np


def softmax_rows(Z):
    E = np.exp(Z.astype(np.float32))
    return E / E.sum(axis=1, keepdims=True)
