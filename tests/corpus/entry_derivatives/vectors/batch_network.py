import numpy as np


def dZ_dW(S, Z_prev, i, j):
    return (1 - np.tanh(S[i]) ** 2) * Z_prev[j]


def dZ_db(S, i):
    return 1 - np.tanh(S[i]) ** 2


def dZnext_dZ(S_next, W_next, i, n):
    return (1 - np.tanh(S_next[:, n]) ** 2) * W_next[:, i]
