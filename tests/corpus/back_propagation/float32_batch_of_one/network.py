import numpy as np


def back_propagation(theta, h, a, y, yhat):
    row = lambda v: np.float32(v)[None, :]
    G = row(yhat) - row(y)
    dW, db = [], []
    for i in range(1, len(h) + 1):
        dW.append(G.T @ row(h[-i]))
        db.append(G.sum(axis=0))
        if i < len(h):
            G = (G @ np.float32(theta["W"][-i])) * (1 - np.tanh(row(a[-i - 1])) ** 2)
    return dW[::-1], db[::-1]
