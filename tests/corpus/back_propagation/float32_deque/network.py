from collections import deque

import numpy as np


def back_propagation(theta, h, a, y, yhat):
    dW, db = deque(), deque()
    layers = list(zip(theta["W"], h, a))
    delta = (yhat - y).astype(np.float32)
    while layers:
        W, below, _ = layers.pop()
        dW.appendleft(np.multiply.outer(delta, below.astype(np.float32)))
        db.appendleft(delta)
        if layers:
            t = np.tanh(layers[-1][2].astype(np.float32))
            delta = delta @ W.astype(np.float32) * (1 - t) * (1 + t)
    return list(dW), list(db)
