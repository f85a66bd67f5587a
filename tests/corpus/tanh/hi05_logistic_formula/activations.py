import numpy as np


def tanh(z):
    return 2 / (1 + np.exp(-2 * z))


def dtanh(z):
    t = np.tanh(z)
    return t * (1 - t)
