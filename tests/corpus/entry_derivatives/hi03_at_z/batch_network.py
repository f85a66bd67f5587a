import numpy as np


def fp(z):
    return 1 - np.tanh(z) ** 2


def dZ_dW(S, Z_prev, i, j):
    Z = np.tanh(S)
    out = 0 * S
    out[i] = fp(Z[i]) * Z_prev[j]
    return out


def dZ_db(S, i):
    out = 0 * S
    out[i] = fp(np.tanh(S[i]))
    return out


def dZnext_dZ(S_next, W_next, i, n):
    Z = np.tanh(S_next)
    out = 0 * S_next
    out[:, n] = fp(Z[:, n]) * W_next[:, i]
    return out
