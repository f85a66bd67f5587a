import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    y = np.zeros_like(z)
    total = np.exp(z - z.max()).sum()
    for i in range(len(z)):
        y[i] = np.exp(z[i] - z.max()) / total
    return y


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diag(y) - np.outer(y, y))
