import numpy as np


def affine_forward(W, b, x):
    return np.squeeze(W @ x[:, None] + b[:, None])


def affine_backward(W, x, dC_dy):
    g = dC_dy[:, None]
    dW = np.squeeze(g @ x[None, :])
    db = np.squeeze(g)
    dx = np.squeeze(W.T @ g)
    return dW, db, dx
