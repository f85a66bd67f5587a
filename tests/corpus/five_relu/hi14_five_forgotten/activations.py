import numpy as np


def five_relu(z):
    return np.maximum(z, 0)


def d_five_relu(z):
    return np.where(z > 0, 1, 0)
