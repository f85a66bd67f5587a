import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W1, W2, W3 = theta["W"]
    h0, h1, h2 = h
    d3 = yhat - y
    d2 = (W3.T @ d3) * (1 - h2 ** 2)
    d1 = (W2.T @ d2) * (1 - h1 ** 2)
    return [np.outer(d1, h0), np.outer(d2, h1), np.outer(d3, h2)], [d1, d2, d3]
