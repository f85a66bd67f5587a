import numpy as np


def tanh(z):
    return (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))


def dtanh(z):
    return 1 - np.tanh(z)
