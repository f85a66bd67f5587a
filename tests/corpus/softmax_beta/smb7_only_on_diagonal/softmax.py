import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    J = -np.outer(y, y)
    for i in range(len(y)):
        J[i, i] = beta * y[i] * (1 - y[i])
    return J
