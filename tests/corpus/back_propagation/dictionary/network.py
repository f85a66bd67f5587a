import numpy as np


def back_propagation(theta, h, a, y, yhat):
    grads = {"db": [], "dW": []}
    delta = yhat - y
    for W, below in zip(theta["W"][::-1], h[::-1]):
        grads["db"].append(delta)
        grads["dW"].append(delta[:, None] * below[None, :])
        delta = (delta @ W) * (1 - below * below)      # not used below the first layer
    for name in grads:
        grads[name].reverse()
    return grads
