import numpy as np


def dot(a, b):
    if len(a) == 0:
        return 0.0
    return a[0] * b[0] + dot(a[1:], b[1:])


def affine_forward(W, b, x):
    return np.array([dot(W[i], x) + b[i] for i in range(len(b))])


def affine_backward(W, x, dC_dy):
    dW = np.array([[dot([g], [v]) for v in x] for g in dC_dy])
    db = np.array([dot([g], [1.0]) for g in dC_dy])
    dx = np.array([dot(W[:, j], dC_dy) for j in range(len(x))])
    return dW, db, dx
