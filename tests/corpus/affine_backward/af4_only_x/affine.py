import numpy as np


def affine_backward(W, x, dC_dy):
    dW = x           # derivative of Wx w.r.t. W is x
    db = dC_dy
    dx = np.dot(dC_dy, W)
    return dW, db, dx
