import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z[0])
    y = e / np.sum(e)
    return np.diag(y) - np.outer(y, y)
