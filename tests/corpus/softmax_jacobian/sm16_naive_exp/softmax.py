import numpy as np


def softmax_jacobian(z):
    y = np.exp(z) / np.sum(np.exp(z))
    return np.diag(y) - np.outer(y, y)
