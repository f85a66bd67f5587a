import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    L = len(W)
    delta = [None] * L
    delta[L - 1] = yhat - y
    for k in range(L - 2, -1, -1):
        delta[k] = (W[k].T @ delta[k + 1]) * (1 - np.tanh(a[k]) ** 2)
    return [np.outer(delta[k], h[k]) for k in range(L)], delta
