import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    y = e / e.sum()
    n = len(z)
    J = np.zeros((n, n), dtype=z.dtype)
    for i in range(n):
        J[i, :] = -y[i] * y
        J[i, i] = y[i] * (1 - y[i])
    return J
