import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.sum(dC_dy[:, None] * x[None, :])
    db = dC_dy
    dx = np.sum(W * dC_dy[:, None], axis=0)
    return dW, db, dx
