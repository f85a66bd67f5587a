import math

import numpy as np


def softmax(o):
    e = np.array([math.exp(v) for v in o])
    return e / e.sum()


def hinge(o, y, margin):
    if o.ndim == 2:
        return sum(hinge(a, b, margin) for a, b in zip(o, y))
    p = softmax(o)
    return sum(max(0, p[l] - p[y] + margin) for l in range(len(p)) if l != y)


def hinge_grad(o, y, margin):
    if o.ndim == 2:
        return np.array([hinge_grad(a, b, margin) for a, b in zip(o, y)])
    p = softmax(o)
    g = np.zeros(len(p))
    for l in range(len(p)):
        if l != y and p[l] - p[y] + margin >= 0:
            g[l] += 1
            g[y] -= 1
    return p * (g - g @ p)
