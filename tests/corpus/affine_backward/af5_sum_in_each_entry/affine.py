import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    db = np.zeros(W.shape[0])
    db += dC_dy.sum()
    dx = W.T @ dC_dy
    return dW, db, dx
