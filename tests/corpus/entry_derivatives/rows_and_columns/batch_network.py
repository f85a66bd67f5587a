import numpy as np


def dtanh(s):
    return 1 - np.tanh(s) ** 2


def dZ_dW(S, Z_prev, i, j):
    out = np.zeros(S.shape)
    out[i, :] = dtanh(S[i, :]) * Z_prev[j, :]
    return out


def dZ_db(S, i):
    out = np.zeros(S.shape)
    out[i, :] = dtanh(S[i, :])
    return out


def dZnext_dZ(S_next, W_next, i, n):
    out = np.zeros(S_next.shape)
    out[:, n] = dtanh(S_next[:, n]) * W_next[:, i]
    return out
