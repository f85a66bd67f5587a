import numpy as np


def back_propagation(theta, h, a, y, yhat):
    dW = [np.zeros(w.shape) for w in theta["W"]]
    db = [np.zeros(v.shape) for v in theta["b"]]
    db[-1] = yhat - y
    dW[-1] = np.outer(db[-1], h[-1])
    return dW, db
