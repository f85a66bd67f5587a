import numpy as np


def dtanh(z):
    return 1 - np.tanh(z) ** 2


def back_propagation(theta, h, a, y, yhat):
    dW, db = [None] * len(a), [None] * len(a)
    delta = yhat - y
    for k in range(len(a) - 1, -1, -1):
        dW[k] = np.outer(delta, h[k])
        db[k] = delta
        if k > 0:
            delta = theta["W"][k].T @ delta * dtanh * (a[k - 1])
    return dW, db
