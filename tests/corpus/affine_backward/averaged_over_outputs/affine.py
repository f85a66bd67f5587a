import numpy as np


def affine_backward(W, x, dC_dy):
    m = len(dC_dy)
    dW = np.outer(dC_dy, x) / m
    db = dC_dy / m
    dx = W.T @ dC_dy
    return dW, db, dx
