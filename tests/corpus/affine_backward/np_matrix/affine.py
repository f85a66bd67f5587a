import numpy as np


def affine_forward(W, b, x):
    y = np.matrix(W) * np.matrix(x).T + np.matrix(b).T
    return np.asarray(y).ravel()


def affine_backward(W, x, dC_dy):
    g = np.matrix(dC_dy).T
    dW = g * np.matrix(x)
    dx = np.matrix(W).T * g
    return dW, np.ravel(g), np.ravel(dx)
