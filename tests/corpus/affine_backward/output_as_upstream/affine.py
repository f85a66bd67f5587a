import numpy as np


def affine_backward(W, x, dC_dy):
    y = W @ x
    dW = np.outer(y, x)
    db = y
    dx = W.T @ y
    return dW, db, dx
