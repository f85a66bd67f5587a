import numpy as np


def affine_backward(W, x, dC_dy):
    delta = dC_dy.reshape(-1, 1)
    dW = delta @ x.reshape(1, -1)
    return dW, delta, W.T @ delta
