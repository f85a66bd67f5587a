import numpy as np


def back_propagation(theta, h, a, y, yhat):
    W = [None] + theta["W"]
    H = [v.reshape(-1, 1) for v in h]
    A = [None] + [v.reshape(-1, 1) for v in a]
    L = len(a)
    D = [None] * (L + 1)
    D[L] = (yhat - y).reshape(-1, 1)
    for k in range(L - 1, 0, -1):
        D[k] = np.matmul(W[k + 1].T, D[k + 1]) * (1 - np.tanh(A[k]) ** 2)
    dW = [D[k] @ H[k - 1].T for k in range(1, L + 1)]
    db = [D[k].ravel() for k in range(1, L + 1)]
    return dW, db
