import numpy as np


def softmax_rows(Z):
    M = np.asmatrix(Z)
    M = M - M.max(axis=1)          # matrix keeps (m, 1)
    E = np.exp(M)
    return E / E.sum(axis=1)


def softmax(z):
    return np.asarray(softmax_rows(z))[0]
