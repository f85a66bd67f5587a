import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    n = len(y)
    return np.eye(n) - np.ones((n, 1)) @ y.reshape(1, n)
