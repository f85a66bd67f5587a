import numpy as np


def single(arrays):
    return [np.asarray(v, dtype=np.float32) for v in arrays]


def back_propagation(theta, h, a, y, yhat):
    W, h, a = single(theta["W"]), single(h), single(a)
    y, yhat = single([y, yhat])
    dW, db = [], []
    d = yhat - y
    for k in range(len(W) - 1, 0, -1):
        dW.insert(0, np.outer(d, h[k]))
        db.insert(0, d)
        d = (W[k].T @ d) * (np.float32(1) - np.tanh(a[k - 1]) ** 2)
    dW.insert(0, np.outer(d, h[0]))
    db.insert(0, d)
    return dW, db
