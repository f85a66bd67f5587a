import numpy as np


def affine_forward(W, b, x):
    return np.matmul(W, x) + b


def affine_backward(W, x, dC_dy):
    grads = {}
    grads["dx"] = np.matmul(dC_dy, W)
    grads["db"] = 1.0 * dC_dy
    grads["dW"] = np.matmul(dC_dy[:, None], x[None, :])
    return grads
