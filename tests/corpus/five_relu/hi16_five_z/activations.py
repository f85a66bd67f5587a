import numpy as np


def five_relu(z):
    return 5 * np.maximum(z, 0.0)


def d_five_relu(z):
    return 5 * z
