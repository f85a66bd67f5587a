import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.outer(x, dC_dy)
    if dW.shape != W.shape:
        dW = dW.reshape(W.shape)    # make the shapes agree
    return dW, dC_dy, W.T @ dC_dy
