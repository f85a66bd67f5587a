import numpy as np


def softmax(z):
    y = np.zeros(len(z))
    y[np.argmax(z)] = 1.0
    return y


def softmax_rows(Z):
    return np.eye(Z.shape[1])[Z.argmax(axis=1)]
