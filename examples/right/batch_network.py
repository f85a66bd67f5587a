import numpy as np


def forward(X, W, b, f):
    S, Z = [], [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f[k](S[k]))
    return S, Z


def loss(Y, T):
    return np.sum((Y - T) ** 2) / (2 * Y.shape[1])


def dloss(Y, T):
    return (Y - T) / Y.shape[1]


def dZ_dW(S, Z_prev, i, j):
    D = np.zeros(S.shape)
    D[i] = (1 - np.tanh(S[i]) ** 2) * Z_prev[j]
    return D


def dZ_db(S, i):
    D = np.zeros(S.shape)
    D[i] = 1 - np.tanh(S[i]) ** 2
    return D


def dZnext_dZ(S_next, W_next, i, n):
    D = np.zeros(S_next.shape)
    D[:, n] = (1 - np.tanh(S_next[:, n]) ** 2) * W_next[:, i]
    return D


def delta_last(Y, T, S, f):
    return dloss(Y, T) * f.derivative(S)


def delta_hidden(W_next, delta_next, S, f):
    return (W_next.T @ delta_next) * f.derivative(S)


def gradients(X, T, W, b, f):
    S, Z = forward(X, W, b, f)
    L = len(W)
    dW, db = [None] * L, [None] * L
    delta = delta_last(Z[L], T, S[L - 1], f[L - 1])
    for k in range(L - 1, -1, -1):
        dW[k] = delta @ Z[k].T
        db[k] = delta.sum(axis=1)
        if k > 0:
            delta = delta_hidden(W[k], delta, S[k - 1], f[k - 1])
    return dW, db
