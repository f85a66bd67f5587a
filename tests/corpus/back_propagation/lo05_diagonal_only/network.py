import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    dW, db = [], []
    delta = (-y / yhat) * yhat * (1 - yhat)
    for k in range(len(W) - 1, -1, -1):
        dW.append(np.outer(delta, h[k]))
        db.append(delta)
        if k > 0:
            delta = (W[k].T @ delta) * (1 - np.tanh(a[k - 1]) ** 2)
    return dW[::-1], db[::-1]
