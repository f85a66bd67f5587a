import numpy as np


def affine_forward(W, b, x):
    return np.dot(W, x) + b


def affine_backward(W, x, dC_dy):
    dW = np.dot(dC_dy, x)
    db = dC_dy
    dx = np.dot(W.T, dC_dy)
    return dW, db, dx
