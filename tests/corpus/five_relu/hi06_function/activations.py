import numpy as np


def five_relu(z):
    return np.maximum(z, 5)


def d_five_relu(z):
    return 5 * np.maximum(z, 0)
