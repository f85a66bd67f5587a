import numpy as np


def forward_light(X, W, b):
    cache = [X]
    Z = X
    for Wi, bi in zip(W, b):
        S = Wi @ Z + bi.reshape(-1, 1)
        cache.append(S)
        Z = np.tanh(S)
    return Z, cache


def backward_light(cache, dY, W):
    L = len(W)
    dW, db = [None] * L, [None] * L
    dZ = dY
    for i in range(L, 0, -1):
        Z = np.tanh(cache[i])
        delta = dZ * (1 - cache[i] ** 2)
        below = np.tanh(cache[i - 1]) if i > 1 else cache[0]
        dW[i - 1] = delta @ below.T
        db[i - 1] = delta.sum(axis=1)
        dZ = W[i - 1].T @ delta
    return dW, db
