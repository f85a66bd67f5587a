import numpy as np


def affine_forward(W, b, x):
    return x @ W.T + b


def affine_backward(W, x, dC_dy):
    # numerator layout first, then transpose to the shape of W
    numerator = np.outer(x, dC_dy)
    return numerator.T, dC_dy, (dC_dy @ W)
