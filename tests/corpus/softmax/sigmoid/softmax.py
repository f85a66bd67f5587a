import numpy as np


def softmax(z):
    return 1 / (1 + np.exp(-z))


def softmax_rows(Z):
    return 1 / (1 + np.exp(-Z))
