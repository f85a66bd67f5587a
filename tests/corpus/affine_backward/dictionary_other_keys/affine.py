import numpy as np


def affine_backward(W, x, dC_dy):
    return {
        "grad_W": np.outer(dC_dy, x),
        "grad_b": dC_dy,
        "grad_x": W.T @ dC_dy,
    }
