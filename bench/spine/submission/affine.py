import numpy as np


def affine_forward(W, b, x):
    return W @ x + b


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    db = dC_dy
    dx = W.T @ dC_dy
    return dW, db, dx
