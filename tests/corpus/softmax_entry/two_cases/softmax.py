import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def dsoftmax(z, i, k):
    y = softmax(z)
    if i == k:
        return y[i] * (1 - y[i])
    return -y[i] * y[k]
