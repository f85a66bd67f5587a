import numpy as np


def sigmoid(z):
    return np.tanh(z)


def dsigmoid(z):
    s = 1 / (1 + np.exp(-z))
    return 1 - s ** 2
