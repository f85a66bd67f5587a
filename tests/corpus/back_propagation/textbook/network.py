import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    L = len(W)
    dW, db = [None] * L, [None] * L
    grad = yhat - y
    for k in range(L - 1, -1, -1):
        dW[k] = np.outer(grad, h[k])
        db[k] = grad
        if k > 0:
            grad = (W[k].T @ grad) * (1 - np.tanh(a[k - 1]) ** 2)
    return dW, db
