import numpy as np


def dsoftmax(z, i, k):
    y = np.exp(z - z.max())
    y = y / y.sum()
    return y[i] * (1 - y[i]) if i == k else y[i] * y[k]
