import numpy as np


def log_softmax(x, beta):
    z = 1.0 * beta * x
    return z - np.logaddexp.reduce(z)


def softmax_beta(x, beta):
    return np.exp(log_softmax(x, beta))


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    n = y.shape[0]
    # d log y_i / dx_j = beta (delta_ij - y_j)
    dlog = beta * (np.eye(n) - np.tile(y, (n, 1)))
    return np.diag(y) @ dlog
