import numpy as np


def hinge_grad(o, y, margin):
    single = o.ndim == 1
    if single:
        o, y = o[None, :], np.array([y])
    p = np.exp(o - o.max(1, keepdims=True))
    p = p / p.sum(1, keepdims=True)
    G = np.zeros(p.shape)
    for i in range(len(p)):
        for l in range(p.shape[1]):
            if l != y[i] and p[i, l] - p[i, y[i]] + margin >= 0:
                G[i] += p[i] * (p[i, y[i]] - p[i, l])
                G[i, l] += p[i, l]
                G[i, y[i]] -= p[i, y[i]]
    return G[0] if single else G
