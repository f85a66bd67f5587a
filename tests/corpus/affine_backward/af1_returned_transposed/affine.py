import numpy as np


def affine_backward(W, x, dC_dy):
    g = dC_dy.reshape(-1, 1)
    dW = g @ x.reshape(1, -1)
    db = g.ravel()
    dx = (W.T @ g).ravel()
    return dW.T, db, dx
