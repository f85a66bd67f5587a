import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dsigmoid(z):
    return sigmoid(z) * (1 - sigmoid(z))


def jac(z, name):
    if name == "five_relu":
        d = 5.0 * (z > 0)
    elif name == "tanh":
        d = 1 - np.tanh(z) ** 2
    elif name == "sigmoid":
        d = dsigmoid(sigmoid(z))
    else:
        d = z ** 0
    return np.diag(d)
