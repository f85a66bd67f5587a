import numpy as np


def forward(o, y):
    O = np.atleast_2d(o)
    P = np.exp(O - O.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    T = np.eye(O.shape[1])[np.atleast_1d(y)]
    return P, T, (P * T).sum(axis=1, keepdims=True)


def hinge(o, y, margin):
    P, T, Py = forward(o, y)
    return np.sum(np.maximum(0, P - Py + margin) * (1 - T))


def hinge_grad(o, y, margin):
    P, T, Py = forward(o, y)
    on = (P - Py + margin >= 0) * (1 - T)
    V = on - T * on.sum(axis=1, keepdims=True)
    return P * (V - np.sum(P * V, axis=1, keepdims=True))
