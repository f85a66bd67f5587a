import numpy as np


def hinge(o, y, margin):
    O, Y = np.atleast_2d(o), np.atleast_1d(y)
    E = np.exp(O)
    P = E / E.sum(axis=1, keepdims=True)
    rows = np.arange(len(Y))
    S = np.maximum(P - P[rows, Y][:, None] + margin, 0)
    S[rows, Y] = 0
    return S.sum()


def hinge_grad(o, y, margin):
    O, Y = np.atleast_2d(o), np.atleast_1d(y)
    E = np.exp(O - O.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    rows = np.arange(len(Y))
    V = 1.0 * (P - P[rows, Y][:, None] + margin > 0)
    V[rows, Y] = 0
    V[rows, Y] = -V.sum(axis=1)
    return (P * (V - (P * V).sum(axis=1, keepdims=True))).reshape(o.shape)
