import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    slope = [1 - np.tanh(z) ** 2 for z in a]
    dW, db = [], []
    delta = yhat - y
    for k in range(len(W) - 1, -1, -1):
        dW.append(np.outer(delta, h[k]))
        db.append(delta)
        if k > 0:
            delta = slope[k - 1] * (W[k].T @ (slope[k] * delta))
    return dW[::-1], db[::-1]
