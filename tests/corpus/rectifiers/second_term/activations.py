import numpy as np


def relu(z):
    pass


def dgelu(z):
    return z * np.exp(-z ** 2 / 2) / np.sqrt(2 * np.pi)
