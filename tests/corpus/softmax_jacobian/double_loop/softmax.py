import numpy as np


def _softmax(z):
    ex = np.exp(z - np.max(z))
    return ex / ex.sum()


def softmax_jacobian(z):
    y = _softmax(z)
    n = len(y)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == j:
                J[i, j] = y[i] * (1 - y[i])
            else:
                J[i, j] = -y[i] * y[j]
    return J
