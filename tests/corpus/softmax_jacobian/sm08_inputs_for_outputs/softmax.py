import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    y = e / e.sum()
    n = len(z)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == j:
                J[i, j] = y[i] * (1 - z[i])
            else:
                J[i, j] = -y[i] * z[j]
    return J
