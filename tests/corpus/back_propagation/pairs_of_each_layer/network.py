import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    grads = []
    delta = yhat - y
    for k in range(len(W) - 1, -1, -1):
        grads.insert(0, (np.outer(delta, h[k]), delta))
        if k > 0:
            delta = (W[k].T @ delta) * (1 - np.tanh(a[k - 1]) ** 2)
    return grads
