import numpy as np


def softmax_beta(x, beta):
    e = np.exp(beta * x - np.max(beta * x))
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    e = np.exp(x - np.max(x))
    y = e / e.sum()
    return np.diag(y) - np.outer(y, y)
