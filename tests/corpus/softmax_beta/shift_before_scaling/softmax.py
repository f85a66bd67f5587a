import numpy as np


def softmax_beta(x, beta):
    x = x - np.max(x)      # stable version
    e = np.exp(beta * x)
    return e / np.sum(e)


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diag(y) - np.outer(y, y))
