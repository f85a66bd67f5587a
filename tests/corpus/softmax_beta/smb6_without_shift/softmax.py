import numpy as np


def softmax_beta_jacobian(x, beta):
    e = np.exp(beta * x)
    S = e.sum()
    J = -beta * np.tile(e, (len(e), 1)) / S ** 2
    np.fill_diagonal(J, beta * e / S * (1 - e / S))
    return J
