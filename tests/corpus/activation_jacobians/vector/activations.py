import numpy as np


def jac(z, name):
    if name == "five_relu":
        return np.where(z > 0, 5.0, 0.0)
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    if name == "sigmoid":
        s = 1 / (1 + np.exp(-z))
        return s * (1 - s)
    return np.ones_like(z)
