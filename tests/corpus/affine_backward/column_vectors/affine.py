import numpy as np


def affine_forward(W, b, x):
    x = x.reshape(-1, 1)
    b = b.reshape(-1, 1)
    return (np.dot(W, x) + b).flatten()


def affine_backward(W, x, dC_dy):
    g = dC_dy.reshape(-1, 1)             # (m, 1)
    dW = np.dot(g, x.reshape(1, -1))     # (m, 1) (1, n) = (m, n)
    db = g.flatten()
    dx = np.dot(W.T, g).flatten()
    return dW, db, dx
