import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - np.max(z))
    y = e / np.sum(e)
    return np.diag(y) - np.outer(y, y)
