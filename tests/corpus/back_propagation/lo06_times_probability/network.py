import numpy as np


def back_propagation(theta, h, a, y, yhat):
    delta = (yhat - y) * yhat
    dW, db = [np.outer(delta, h[-1])], [delta]
    for k in range(len(h) - 1, 0, -1):
        delta = (theta["W"][k].T @ delta) * (1 - h[k] ** 2)
        dW.insert(0, np.outer(delta, h[k - 1]))
        db.insert(0, delta)
    return dW, db
