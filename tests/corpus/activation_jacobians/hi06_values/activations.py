import numpy as np


def jac(z, name):
    f = {"five_relu": 5 * np.maximum(z, 0), "tanh": np.tanh(z),
         "sigmoid": 1 / (1 + np.exp(-z)), "identity": z}
    return np.diag(f[name])
