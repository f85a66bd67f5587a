import numpy as np


def affine_forward(W, b, x):
    y = W @ x + b


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    return dW, dC_dy, W.T @ dC_dy
