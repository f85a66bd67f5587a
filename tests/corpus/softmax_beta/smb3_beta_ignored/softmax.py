import numpy as np


def softmax_beta(x, beta=1.0):
    e = np.exp(x - np.max(x))
    return e / e.sum()


def softmax_beta_jacobian(x, beta=1.0):
    y = softmax_beta(x)
    return np.diag(y) - np.outer(y, y)
