import numpy as np


def softmax_beta(x, beta):
    e = np.exp(beta * x)
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diag(y) - np.outer(y, y))
