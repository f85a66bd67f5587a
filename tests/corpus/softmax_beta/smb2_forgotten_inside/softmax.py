import numpy as np


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def softmax_beta(x, beta):
    return softmax(beta * x)


def softmax_beta_jacobian(x, beta):
    y = softmax(x)
    return beta * (np.diag(y) - np.outer(y, y))
