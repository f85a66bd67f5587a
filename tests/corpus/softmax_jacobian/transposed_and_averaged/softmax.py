import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    J = np.diag(y) - np.outer(y, y)
    return J.T / len(z)
