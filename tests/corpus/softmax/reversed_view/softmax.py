import numpy as np


def softmax(z):
    backwards = z[::-1]
    e = np.exp(backwards - backwards.max())
    p = e / e.sum()
    return p[::-1]     # back to the original order


def softmax_rows(Z):
    flipped = Z[::-1, ::-1]
    e = np.exp(flipped - flipped.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return p[::-1, ::-1]
