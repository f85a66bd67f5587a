import numpy as np


def affine_forward(W, b, x):
    return W @ x + b


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    db = dC_dy
    dx = W.T @ dC_dy
    return dW, db, dx


def scaled_grads(dC_dW, dC_db, c):
    return c * dC_dW, c * dC_db
