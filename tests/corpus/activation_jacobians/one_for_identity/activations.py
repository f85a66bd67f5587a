import numpy as np


def jac(z, name):
    if name == "identity":
        return 1
    if name == "five_relu":
        d = 5 * (z > 0)
    elif name == "tanh":
        d = 1 - np.tanh(z) ** 2
    else:
        d = np.exp(-z) / (1 + np.exp(-z)) ** 2
    return np.diag(d)
