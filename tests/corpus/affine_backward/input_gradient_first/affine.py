import numpy as np


def affine_backward(W, x, dC_dy):
    dx = W.T @ dC_dy
    dW = np.outer(dC_dy, x)
    db = dC_dy
    return dx, dW, db
