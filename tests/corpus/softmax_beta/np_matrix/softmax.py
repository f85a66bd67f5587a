import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = np.asmatrix(softmax_beta(x, beta)).T     # column (n, 1)
    return float(beta) * (np.asmatrix(np.diagflat(y)) - y * y.T)
