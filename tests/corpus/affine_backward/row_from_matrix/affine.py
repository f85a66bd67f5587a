import numpy as np


def affine_backward(W, x, dC_dy):
    g = np.asmatrix(dC_dy)
    dW = g.T * np.asmatrix(x)
    dx = g * np.asmatrix(W)
    return dW, dC_dy, dx
