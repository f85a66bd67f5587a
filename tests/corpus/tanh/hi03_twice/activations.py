import numpy as np


def tanh(z):
    return np.tanh(z)


def dtanh(z):
    t = tanh(z)
    return 1 - tanh(t) ** 2
