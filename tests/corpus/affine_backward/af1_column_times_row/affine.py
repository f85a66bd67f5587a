import numpy as np


def affine_backward(W, x, dC_dy):
    # dC/dW = x * dC/dy   (dC/dy is a row)
    row = dC_dy[np.newaxis, :]
    col = x[:, np.newaxis]
    return {"dW": col @ row, "db": dC_dy, "dx": (row @ W)[0]}
