import numpy as np


def softmax_beta(x, beta):
    z = beta * np.reshape(x, (-1, 1))
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diagflat(y) - y @ y.T)
