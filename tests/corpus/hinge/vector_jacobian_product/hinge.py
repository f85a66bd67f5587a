import numpy as np


def prepare(o, y, margin):
    O, Y = np.atleast_2d(o), np.atleast_1d(y)
    P = np.exp(O - O.max(axis=1)[:, None])
    P = P / P.sum(axis=1)[:, None]
    rows = np.arange(len(Y))
    slack = P - P[rows, Y][:, None] + margin
    slack[rows, Y] = 0.0
    return P, Y, rows, slack


def hinge(o, y, margin):
    _, _, _, slack = prepare(o, y, margin)
    return slack.clip(min=0).sum()


def hinge_grad(o, y, margin):
    P, Y, rows, slack = prepare(o, y, margin)
    V = 1.0 * (slack > 0)
    V[rows, Y] = -V.sum(axis=1)
    G = P * (V - np.sum(P * V, axis=1, keepdims=True))
    return G.reshape(np.shape(o))
