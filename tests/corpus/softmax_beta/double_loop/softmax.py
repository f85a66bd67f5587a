import numpy as np


def softmax_beta(x, beta):
    z = np.array([beta * v for v in x], dtype=float)
    z = z - max(z)
    return np.exp(z) / sum(np.exp(z))


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    n = len(x)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == j:
                J[i, j] = beta * y[i] * (1 - y[i])
            else:
                J[i, j] = -beta * y[i] * y[j]
    return J
