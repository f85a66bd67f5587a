import numpy as np


def probs(o):
    e = np.exp(o - o.max())
    return e / e.sum()


def hinge(o, y, margin):
    if o.ndim == 2:
        return sum(hinge(o[i], y[i], margin) for i in range(len(y)))
    p = probs(o)
    return sum(max(0.0, p[l] - p[y] + margin) for l in range(len(p)) if l != y)


def hinge_grad(o, y, margin):
    if o.ndim == 2:
        return [hinge_grad(o[i], y[i], margin) for i in range(len(y))]
    p = probs(o)
    g = np.zeros(len(p))
    for j in range(len(p)):
        for l in range(len(p)):
            if l != y and p[l] - p[y] + margin > 0:
                g[j] += p[j] * ((l == j) - (y == j) - p[l] + p[y])
    return g
