import numpy as np


def dZ_dW(S, Z_prev, i, j):
    out = np.zeros(S.shape)
    out[i] = Z_prev[j]
    return out


def dZ_db(S, i):
    out = np.zeros(S.shape)
    out[i] = 1
    return out


def dZnext_dZ(S_next, W_next, i, n):
    out = np.zeros(S_next.shape)
    out[:, n] = W_next[:, i]
    return out
