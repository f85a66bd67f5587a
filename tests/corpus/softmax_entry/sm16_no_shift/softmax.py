import numpy as np


def dsoftmax(z, i, k):
    y = np.exp(z) / np.sum(np.exp(z))
    return y[i] * ((i == k) - y[k])
