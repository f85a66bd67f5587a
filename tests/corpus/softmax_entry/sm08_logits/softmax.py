import numpy as np


def dsoftmax(z, i, k):
    y = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    if i == k:
        return y[i] * (1 - z[i])
    else:
        return -y[i] * z[k]
