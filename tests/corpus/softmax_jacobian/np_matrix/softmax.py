import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - max(z))
    y = np.matrix(e / e.sum()).T        # column vector (n, 1)
    return np.matrix(np.diagflat(y)) - y * y.T
