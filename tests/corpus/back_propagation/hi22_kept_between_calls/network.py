import numpy as np

dW, db = [], []


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    delta = yhat - y
    for k in range(len(W) - 1, -1, -1):
        dW.insert(0, np.outer(delta, h[k]))
        db.insert(0, delta)
        if k > 0:
            delta = (W[k].T @ delta) * (1 - np.tanh(a[k - 1]) ** 2)
    return dW, db
