import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.zeros(W.shape)
    for i in range(len(dC_dy)):
        dW[i] = dC_dy[i] * x
        dx = dC_dy[i] * W[i]
    return dW, dC_dy, dx
