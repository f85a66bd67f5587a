import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def softmax_jacobian(z):
    s = sigma(z)
    return np.diag(s * (1 - s))
