import numpy as np


def affine_forward(W, b, x):
    y = np.empty(len(b))
    for i, (w, bias) in enumerate(zip(W, b)):
        y[i] = w.dot(x) + bias
    return y


def affine_backward(W, x, dC_dy):
    dW, db, dx = np.zeros_like(W), np.zeros(W.shape[0]), np.zeros_like(x)
    for i in range(W.shape[0]):
        dW[i, :] += dC_dy[i] * x
        db[i] += dC_dy[i]
        dx += dC_dy[i] * W[i, :]
    return dW, db, dx
