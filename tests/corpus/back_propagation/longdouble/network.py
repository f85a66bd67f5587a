import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = [np.longdouble(w) for w in theta["W"]]
    dW, db = {}, {}
    g = np.longdouble(yhat) - y
    for k in range(len(W), 0, -1):
        dW[k], db[k] = np.outer(g, h[k - 1]), g
        if k > 1:
            g = np.dot(W[k - 1].T, g)
            g = g * (1 - np.tanh(np.longdouble(a[k - 2])) ** 2)
    order = range(1, len(W) + 1)
    return [dW[k] for k in order], [db[k] for k in order]
