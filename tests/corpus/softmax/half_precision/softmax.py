import numpy as np


def softmax(z):
    z = z.astype(np.float16)
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_rows(Z):
    Z = Z.astype(np.float16)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
