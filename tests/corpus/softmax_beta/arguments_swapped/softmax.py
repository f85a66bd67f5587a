import numpy as np


def softmax_beta(beta, x):
    z = x * beta
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(beta, x):
    y = softmax_beta(beta, x)
    return beta * (np.diag(y) - np.outer(y, y))
