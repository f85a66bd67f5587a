import numpy as np


def forward_light(X, W, b):
    Z = [X]
    for k in range(len(W)):
        Z.append(np.tanh(W[k].dot(Z[k]) + b[k][:, np.newaxis]))
    return Z[-1], Z


def backward_light(cache, dY, W):
    dW, db = [], []
    delta = dY * (1 - cache[-1] ** 2)
    for k in reversed(range(len(W))):
        dW.insert(0, delta.dot(cache[k].T))
        db.insert(0, np.sum(delta, axis=1))
        if k > 0:
            delta = W[k].T.dot(delta) * (1 - np.square(cache[k]))
    return dW, db
