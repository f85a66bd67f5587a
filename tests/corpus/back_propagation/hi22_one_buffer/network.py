import numpy as np


class Gradients:
    pass


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    entries = [Gradients()] * len(W)
    delta = yhat - y
    for k in range(len(W) - 1, -1, -1):
        entries[k].dW = np.outer(delta, h[k])
        entries[k].db = delta
        if k > 0:
            delta = (W[k].T @ delta) * (1 - np.tanh(a[k - 1]) ** 2)
    return [e.dW for e in entries], [e.db for e in entries]
