import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def tanh(z):
    return 2 * sigmoid(z) - 1


def dtanh(z):
    return 1 - z ** 2
