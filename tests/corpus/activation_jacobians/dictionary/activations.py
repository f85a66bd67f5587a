import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


DERIVATIVES = {
    "five_relu": lambda z: 5.0 * (z > 0),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "identity": lambda z: np.ones(len(z)),
}


def jac(z, name):
    return np.diag(DERIVATIVES[name](z))
