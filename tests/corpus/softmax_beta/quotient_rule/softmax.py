import numpy as np


def softmax_beta(x, beta):
    e = np.exp(beta * x - np.max(beta * x))
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    e = np.exp(beta * x - np.max(beta * x))
    S = e.sum()
    n = len(e)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == j:
                J[i, j] = beta * e[i] * (S - e[i]) / S ** 2
            else:
                J[i, j] = -beta * e[i] * e[j] / S ** 2
    return J
