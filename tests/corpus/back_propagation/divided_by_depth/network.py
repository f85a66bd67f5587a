import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    L = len(W)
    dW, db = [], []
    delta = yhat - y
    for k in range(L - 1, -1, -1):
        dW.append(np.outer(delta, h[k]) / L)
        db.append(delta / L)
        if k > 0:
            delta = (W[k].T @ delta) * (1 - np.tanh(a[k - 1]) ** 2)
    return dW[::-1], db[::-1]
