import numpy as np


def affine_forward(W, b, x):
    return W @ x + b


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    db = np.ones(len(dC_dy))     # dy/db = 1
    dx = W.T @ dC_dy
    return dW, db, dx
