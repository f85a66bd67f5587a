import numpy as np


def d(s):
    return np.float32(1) / np.cosh(np.float32(s)) ** 2


def dZ_dW(S, Z_prev, i, j):
    return np.array([[d(S[k, m]) * np.float32(Z_prev[j, m]) * (k == i)
                      for m in range(S.shape[1])] for k in range(S.shape[0])], dtype=np.float32)


def dZ_db(S, i):
    return np.array([[d(S[k, m]) * (k == i) for m in range(S.shape[1])]
                     for k in range(S.shape[0])], dtype=np.float32)


def dZnext_dZ(S_next, W_next, i, n):
    return np.array([[d(S_next[k, m]) * np.float32(W_next[k, i]) * (m == n)
                      for m in range(S_next.shape[1])] for k in range(S_next.shape[0])],
                    dtype=np.float32)
