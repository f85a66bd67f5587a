import numpy as np


def gradients(X, T, W, b, f):
    L, N = len(W), X.shape[1]
    dW = [np.zeros(w.shape) for w in W]
    db = [np.zeros(v.shape) for v in b]
    for n in range(N):
        z, s = [X[:, n]], []
        for k in range(L):
            s.append(W[k] @ z[k] + b[k])
            z.append(f[k](s[k]))
        g = (z[L] - T[:, n]) / N
        for k in reversed(range(L)):
            d = g * f[k].derivative(s[k])
            dW[k] += np.outer(d, z[k])
            db[k] += d
            g = W[k].T @ d
    return dW, db
