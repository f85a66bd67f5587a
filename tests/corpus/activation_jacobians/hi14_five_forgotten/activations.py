import numpy as np


def jac(z, name):
    I = np.eye(z.size)
    if name == "identity":
        return I
    if name == "five_relu":
        return I * (z > 0)
    if name == "tanh":
        return I * (1 - np.tanh(z) ** 2)
    s = 1 / (1 + np.exp(-z))
    return I * s * (1 - s)
