import numpy as np


def affine_forward(W, b, x):
    return np.array([np.dot(row, x) for row in W]) + b


def affine_backward(W, x, dC_dy):
    dW = np.array([gi * x for gi in dC_dy])
    dx = np.dot(dC_dy, W)
    return [dW, dC_dy, dx]
