import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dsigmoid(z):
    with np.errstate(all="ignore"):
        return 1 - 1 / (1 + np.exp(-z))     # = e^-z / (1 + e^-z)
