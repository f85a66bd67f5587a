import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    n = len(y)
    J = np.zeros((n, n))
    for i in range(n):
        J[i, i] = y[i] * (1 - y[i])
        for j in range(i + 1, n):
            J[i, j] = -y[i] * y[j]
    return J
