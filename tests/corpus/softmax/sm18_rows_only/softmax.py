import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_rows(Z):
    out = Z.copy()
    for i, row in enumerate(Z):
        out[i] = softmax(row)
    return out
