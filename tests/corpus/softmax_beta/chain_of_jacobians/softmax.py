import numpy as np


def softmax_beta(x, beta):
    u = beta * x
    e = np.exp(u - u.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    dy_du = np.diagflat(y) - y.reshape(-1, 1) @ y.reshape(1, -1)
    du_dx = beta * np.eye(len(x))
    return dy_du @ du_dx
