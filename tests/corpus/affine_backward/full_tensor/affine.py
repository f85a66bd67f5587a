import numpy as np


def affine_forward(W, b, x):
    return np.tensordot(W, x, axes=1) + b


def affine_backward(W, x, dC_dy):
    m, n = W.shape
    T = np.zeros((m, m, n))         # T[i, k, j] = dy_i / dW_kj
    for i in range(m):
        T[i, i, :] = x
    dW = np.tensordot(dC_dy, T, axes=1)
    db = np.tensordot(dC_dy, np.eye(m), axes=1)
    dx = np.tensordot(dC_dy, W, axes=1)
    return dW, db, dx
