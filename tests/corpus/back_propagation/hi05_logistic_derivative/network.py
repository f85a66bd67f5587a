import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    dW, db = [], []
    delta = yhat - y
    for k in range(len(W) - 1, -1, -1):
        dW.append(np.outer(delta, h[k]))
        db.append(delta)
        if k > 0:
            s = sigmoid(a[k - 1])
            delta = (W[k].T @ delta) * s * (1 - s)
    return dW[::-1], db[::-1]
