import numpy as np


def dsoftmax(z, i, k):
    y = np.exp(z - z.max())
    y = y / y.sum()
    if i != k:
        return 0.0   # y_i has nothing to do with z_k
    return y[i] * (1 - y[i])
