import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    n = len(y)
    d = y * (1 - y)
    # every row must sum to zero
    off = -d / (n - 1)
    return np.diag(d) + off[:, None] * (1 - np.eye(n))
