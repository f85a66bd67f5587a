import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    n = len(y)
    J = np.zeros((n, n))
    for i in range(n - 1):
        for j in range(n - 1):
            J[i, j] = y[i] * (int(i == j) - y[j])
    return J
