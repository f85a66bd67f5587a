import numpy as np


def back_propagation(theta, h, a, y, yhat):
    delta = (yhat - y) * yhat * (1 - yhat)
    grads = [(np.outer(delta, h[-1]), delta)]
    for k in range(len(h) - 1, 0, -1):
        delta = (theta["W"][k].T @ delta) * (1 - h[k] ** 2)
        grads.insert(0, (np.outer(delta, h[k - 1]), delta))
    return [g[0] for g in grads], [g[1] for g in grads]
