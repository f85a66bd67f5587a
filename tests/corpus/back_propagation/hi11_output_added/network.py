import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    outputs = list(h) + [yhat]
    dW, db = [], []
    delta = yhat - y
    for k in range(len(W), 0, -1):
        dW.append(np.outer(delta, outputs[k]))
        db.append(delta)
        if k > 1:
            delta = (W[k - 1].T @ delta) * (1 - outputs[k - 1] ** 2)
    return dW[::-1], db[::-1]
