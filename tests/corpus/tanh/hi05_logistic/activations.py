import numpy as np


def tanh(z):
    return 1 / (1 + np.exp(-z))


def dtanh(z):
    return tanh(z) * (1 - tanh(z))
