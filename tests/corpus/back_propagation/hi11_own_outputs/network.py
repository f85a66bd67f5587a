import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    L = len(W)
    dW, db = [], []
    delta = yhat - y
    for k in range(L, 0, -1):
        dW.append(np.outer(delta, h[k]))
        db.append(delta)
        if k > 1:
            delta = (W[k - 1].T @ delta) * (1 - np.tanh(a[k - 2]) ** 2)
    return dW[::-1], db[::-1]
