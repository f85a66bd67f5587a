import numpy as np


def softmax(z):
    return np.exp(z) / np.sum(np.exp(z))


def softmax_rows(Z):
    return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)
