import numpy as np


def back_propagation(theta, h, a, y, yhat):
    err = y - yhat
    dW, db = [], []
    for k in range(len(h) - 1, -1, -1):
        dW.insert(0, np.outer(err, h[k]))
        db.insert(0, err)
        err = theta["W"][k].T @ err
    return dW, db
