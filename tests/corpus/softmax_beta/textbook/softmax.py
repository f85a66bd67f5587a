import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diag(y) - np.outer(y, y))
