import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    dW = [np.zeros_like(w) for w in W]
    db = [np.zeros_like(v) for v in theta["b"]]
    delta = yhat - y
    for k in range(len(W) - 1, 0, -1):
        dW[k] = np.outer(delta, h[k])
        db[k] = delta
        delta = (W[k].T @ delta) * (1 - np.tanh(a[k - 1]) ** 2)
    return dW, db
