import numpy as np


def hinge_grad(o, y, margin):
    if o.ndim == 2:
        return np.array([hinge_grad(a, b, margin) for a, b in zip(o, y)])
    p = np.exp(o - o.max())
    p = p / p.sum()
    g = np.zeros(len(p))
    for j in range(len(p)):
        for l in range(len(p)):
            if l == y or p[l] - p[y] + margin <= 0:
                continue
            same = 1 if l == j else 0
            g[j] += p[j] * (same - p[l] + p[y])
    return g
