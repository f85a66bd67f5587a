import numpy as np


def affine_forward(W, b, x):
    return W @ x + b


def affine_backward(W, x, dC_dy):
    m = W.shape[0]
    dW = np.tile(x, (m, 1))      # dy_i/dW_ij = x_j
    db = dC_dy
    dx = W.T @ dC_dy
    return dW, db, dx
