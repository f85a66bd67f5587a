import numpy as np


def jac(z, name):
    n = z.shape[0]
    if name == "identity":
        return np.ones((n, n))
    y = {"five_relu": 5.0 * (z >= 1e-12), "tanh": 1 - np.tanh(z) ** 2,
         "sigmoid": 0.25 / np.cosh(z / 2) ** 2}[name]
    return np.diag(y)
