import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]

    def delta(k):
        if k == len(a) - 1:
            return yhat - y
        return (W[k + 1].T @ delta(k + 1)) * (1 - np.tanh(a[k]) ** 2)

    layers = range(len(a))
    return [np.outer(delta(k), h[k]) for k in layers], [delta(k) for k in layers]
