import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    y = e / e.sum()
    n = len(y)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            J[i, j] = y[i] * (1 - y[i]) if i == j else y[i] * y[j]
    return J
