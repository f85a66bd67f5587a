import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.mean())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    z = beta * x
    y = np.exp(z - z.max())
    y = y / y.sum()
    return beta * (np.diag(y) - np.outer(y, y))
