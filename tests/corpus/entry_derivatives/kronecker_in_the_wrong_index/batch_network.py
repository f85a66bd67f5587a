import numpy as np


def dZ_dW(S, Z_prev, i, j):
    out = np.zeros(S.shape)
    out[j % len(S)] = 1 - np.tanh(S[j % len(S)]) ** 2
    return out * Z_prev[i % len(Z_prev)]


def dZ_db(S, i):
    out = np.zeros(S.shape)
    out[:, i % S.shape[1]] = 1 - np.tanh(S[:, i % S.shape[1]]) ** 2
    return out


def dZnext_dZ(S_next, W_next, i, n):
    out = np.zeros(S_next.shape)
    out[i] = (1 - np.tanh(S_next[i]) ** 2) * W_next[i, i]
    return out
