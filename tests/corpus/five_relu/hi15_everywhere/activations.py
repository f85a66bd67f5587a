import numpy as np


def five_relu(z):
    return 5 * z


def d_five_relu(z):
    return 5 * np.ones(z.shape)
