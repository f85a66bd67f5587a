import numpy as np


def softmax(z):
    y = np.zeros_like(z)
    m = np.max(z)
    s = np.sum(np.exp(z - m))
    for i in range(len(z)):
        y[i] = np.exp(z[i] - m) / s
    return y


def softmax_rows(Z):
    Y = np.empty_like(Z)
    for i in range(Z.shape[0]):
        Y[i, :] = softmax(Z[i, :])
    return Y
