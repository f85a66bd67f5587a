import numpy as np


def squared_error_network(theta, X, Y):
    W, b = theta["W"], theta["b"]
    L = len(W)
    N = X.shape[0]
    H, A = [X], []
    for k in range(L):
        a = H[k] @ W[k].T + b[k]
        A.append(a)
        H.append(np.tanh(a) if k < L - 1 else a)
    Yhat = A[-1]
    loss = np.sum((Yhat - Y) ** 2) / N
    g_Yhat = 2 * (Yhat - Y) / N
    dW, db = [], []
    delta = g_Yhat
    for k in reversed(range(L)):
        dW.insert(0, delta.T @ H[k])
        db.insert(0, delta.sum(axis=0))
        if k > 0:
            delta = (delta @ W[k].T) * (1 - np.tanh(A[k - 1]) ** 2)
    return Yhat, loss, g_Yhat, dW, db
