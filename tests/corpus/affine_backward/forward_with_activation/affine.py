import numpy as np


def affine_forward(W, b, x):
    z = W @ x + b
    return np.tanh(z)
