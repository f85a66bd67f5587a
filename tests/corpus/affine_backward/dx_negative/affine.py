import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    db = dC_dy
    dx = np.zeros(W.shape[1])
    for i in range(W.shape[0]):
        dx -= dC_dy[i] * W[i]
    return dW, db, dx
