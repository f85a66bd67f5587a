import numpy as np


def affine_backward(W, x, dC_dy):
    m = W.shape[0]
    dW = np.outer(dC_dy, x) / (m - 1)     # unbiased
    db = dC_dy / (m - 1)
    dx = dC_dy @ W
    return dW, db, dx
