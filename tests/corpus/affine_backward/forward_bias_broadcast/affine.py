import numpy as np


def affine_forward(W, b, x):
    x = x.reshape(-1, 1)
    return W @ x + b
