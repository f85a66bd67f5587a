import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    e = np.exp(beta * x - np.max(beta * x))
    S = e.sum()
    n = len(x)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == j:
                J[i, j] = beta * (e[i] * S - e[i] ** 2) / S ** 2
            else:
                # d(1/S)/dx_j
                J[i, j] = -beta * e[j] / S ** 2
    return J
