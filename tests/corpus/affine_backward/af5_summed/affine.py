import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    db = np.sum(dC_dy, axis=0)
    dx = W.T @ dC_dy
    return dW, db, dx
