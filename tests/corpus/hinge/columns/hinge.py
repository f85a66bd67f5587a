import numpy as np


def columns(o, y):
    O = np.asarray(o).reshape(-1, np.shape(o)[-1]).T      # (K, N)
    P = np.exp(O - O.max(axis=0))
    P = P / P.sum(axis=0)
    T = np.zeros_like(P)
    T[np.ravel(y), np.arange(P.shape[1])] = 1
    return P, T


def hinge(o, y, margin):
    P, T = columns(o, y)
    slack = P - (P * T).sum(axis=0) + margin
    return np.sum(slack * (slack > 0) * (T == 0))


def hinge_grad(o, y, margin):
    P, T = columns(o, y)
    active = (P - (P * T).sum(axis=0) + margin > 0) * (T == 0)
    D = active - T * active.sum(axis=0)
    G = P * D - P * (P * D).sum(axis=0)
    return G.T.reshape(np.shape(o))
