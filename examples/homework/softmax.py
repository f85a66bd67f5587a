import numpy as np


def softmax(z):
    """Softmax of a vector."""
    e = np.exp(z - max(z))
    return e / sum(e)


def softmax_rows(Z):
    """Softmax of each row of a matrix."""
    e = np.exp(Z - Z.max(axis=1))
    return e / e.sum(axis=1)


def softmax_jacobian(z):
    """All derivatives dy_i / dz_j."""
    y = softmax(z)
    return np.diag(y * (1 - y))
