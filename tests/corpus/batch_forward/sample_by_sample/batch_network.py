import numpy as np


def one_sample(x, W, b, f):
    s, z = [], [x]
    for k in range(len(W)):
        s.append(np.dot(W[k], z[k]) + b[k])
        z.append(f[k](s[k]))
    return s, z


def forward(X, W, b, f):
    N = X.shape[1]
    both = [one_sample(X[:, n], W, b, f) for n in range(N)]
    S = [np.stack([both[n][0][k] for n in range(N)], axis=1) for k in range(len(W))]
    Z = [np.stack([both[n][1][k] for n in range(N)], axis=1) for k in range(len(W) + 1)]
    return S, Z
