import numpy as np


def softmax(o):
    e = np.exp(o - o.max())
    return e / e.sum()


def hinge(o, y, margin):
    if o.ndim == 2:
        return sum(hinge(a, b, margin) for a, b in zip(o, y))
    p = softmax(o)
    return np.maximum(0, np.delete(p, y) - p[y] + margin).sum()


def hinge_grad(o, y, margin):
    if o.ndim == 2:
        return sum(hinge_grad(a, b, margin) for a, b in zip(o, y))
    p = softmax(o)
    v = (p - p[y] + margin > 0) * 1.0
    v[y] = 0
    v[y] = -v.sum()
    return p * (v - p @ v)
