import numpy as np


def softmax(o):
    e = np.exp(o - o.max())
    return e / e.sum()


def hinge(o, y, margin):
    if o.ndim == 2:
        return sum(hinge(a, b, margin) for a, b in zip(o, y))
    p = softmax(o)
    return sum(max(p[l] - p[y] + margin, 0) for l in range(len(p)) if l != y)


def hinge_grad(o, y, margin):
    if o.ndim == 2:
        return np.array([hinge_grad(a, b, margin) for a, b in zip(o, y)])
    p = softmax(o)
    g = np.zeros(len(p))
    for j in range(len(p)):
        for l in range(len(p)):
            if l != y and p[l] - p[y] + margin > 0:
                g[j] += p[l] * (float(l == j) - float(y == j) - p[l] + p[y])
    return g
