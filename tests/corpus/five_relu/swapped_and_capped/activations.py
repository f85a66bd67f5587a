import numpy as np


def five_relu(z):
    return np.where(z < 0, 5 * z, 0)


def d_five_relu(z):
    return np.where((z > 0) & (z < 5), 1, 0)
