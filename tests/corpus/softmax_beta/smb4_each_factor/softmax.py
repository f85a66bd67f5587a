import numpy as np


def softmax_beta_jacobian(x, beta):
    y = np.exp(beta * x - np.max(beta * x))
    y = y / y.sum()
    dyi = beta * y
    # product rule, each factor is differentiated
    return np.diag(dyi) - np.outer(dyi, dyi)
