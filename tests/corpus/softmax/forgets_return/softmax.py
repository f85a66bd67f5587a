import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    y = e / np.sum(e)
    print("softmax:", y)


def softmax_rows(Z):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    Y = e / np.sum(e, axis=1, keepdims=True)
