import numpy as np


def back_propagation(theta, h, a, y, yhat):
    dW, db = [], []
    delta = np.float32(yhat) - np.float32(y)
    for k in range(len(h) - 1, -1, -1):
        dW.append(np.outer(delta, h[k]))
        db.append(delta)
        if k > 0:
            delta = np.float32(theta["W"][k].T @ delta) * np.float32(1 - h[k] ** 2)
    return dW[::-1], db[::-1]
