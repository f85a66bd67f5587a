import numpy as np


def softmax(z):
    return np.exp(z) / np.sum(np.exp(z))


def dsoftmax(z, i, k):
    y = softmax(z)
    return y[i] * (1 - y[k])
