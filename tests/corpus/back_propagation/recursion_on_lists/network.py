import numpy as np


def step(W, h, a, delta):
    if not W:
        return [], []
    *below, top = W
    upper = None
    if below:
        upper = top.T.dot(delta) / np.cosh(a[-2]) ** 2
    dW, db = step(below, h[:-1], a[:-1], upper)
    return dW + [np.outer(delta, h[-1])], db + [delta]


def back_propagation(theta, h, a, y, yhat):
    return step(theta["W"], h, a, yhat - y)
