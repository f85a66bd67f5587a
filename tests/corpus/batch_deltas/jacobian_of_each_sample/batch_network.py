import numpy as np


def delta_last(Y, T, S, f):
    cols = []
    for n in range(S.shape[1]):
        row = (Y[:, n] - T[:, n]) / S.shape[1]
        cols.append(row @ np.diag(f.derivative(S[:, n])))
    return np.array(cols).T


def delta_hidden(W_next, delta_next, S, f):
    cols = []
    for n in range(S.shape[1]):
        cols.append(delta_next[:, n] @ W_next @ np.diag(f.derivative(S[:, n])))
    return np.array(cols).T
