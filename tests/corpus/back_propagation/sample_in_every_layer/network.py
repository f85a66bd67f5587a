import numpy as np


def back_propagation(theta, h, a, y, yhat):
    x, W = h[0], theta["W"]
    db = [yhat - y]
    for k in range(len(W) - 1, 0, -1):
        db.insert(0, (W[k].T @ db[0]) * (1 - np.tanh(a[k - 1]) ** 2))
    return [np.outer(d, x) for d in db], db
