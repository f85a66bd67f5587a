import numpy as np


def dZ_dW(S, Z_prev, i, j):
    out = np.zeros(S.shape)
    out[i] = (1 - S[i] ** 2) * Z_prev[j]
    return out


def dZ_db(S, i):
    out = np.zeros(S.shape)
    out[i] = 1 - np.tanh(S[i])
    return out


def dZnext_dZ(S_next, W_next, i, n):
    out = np.zeros(S_next.shape)
    out[:, n] = np.tanh(S_next[:, n]) * W_next[:, i]
    return out
