import numpy as np


def affine_forward(W, b, x):
    m = len(b)
    # vec trick: W x = (I kron x^T) vec(W)
    return np.kron(np.eye(m), x) @ W.reshape(-1) + b


def affine_backward(W, x, dC_dy):
    m, n = W.shape
    dW = np.kron(dC_dy, x).reshape(m, n)
    db = np.eye(m) @ dC_dy
    dx = np.kron(dC_dy, np.eye(n)) @ W.reshape(-1)
    return dW, db, dx
