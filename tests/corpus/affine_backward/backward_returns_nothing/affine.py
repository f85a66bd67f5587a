import numpy as np


def affine_backward(W, x, dC_dy):
    dW = np.outer(dC_dy, x)
    dx = W.T.dot(dC_dy)
    print(dW.shape, dC_dy.shape, dx.shape)
