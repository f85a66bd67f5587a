import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    try:
        dx = W @ dC_dy
    except ValueError:      # shapes not aligned
        dx = W.T @ dC_dy
    return dW, dC_dy, dx
