import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    y = e / e.sum()
    J = np.zeros((len(y), len(y)))
    for i in range(len(y)):
        for j in range(len(y)):
            J[i, j] = y[i] * ((i == j) - y[j])
    return J


def softmax_beta_jacobian(x, beta):
    return softmax_jacobian(beta * x)
