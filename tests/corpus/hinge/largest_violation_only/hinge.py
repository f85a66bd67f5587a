import numpy as np


def one(o, y, margin):
    p = np.exp(o - o.max())
    p = p / p.sum()
    s = p - p[y] + margin
    s[y] = -np.inf
    return p, s


def hinge(o, y, margin):
    if o.ndim == 2:
        return sum(hinge(a, b, margin) for a, b in zip(o, y))
    p, s = one(o, y, margin)
    return max(0.0, s.max())


def hinge_grad(o, y, margin):
    if o.ndim == 2:
        return np.array([hinge_grad(a, b, margin) for a, b in zip(o, y)])
    p, s = one(o, y, margin)
    v = np.zeros(len(p))
    if s.max() > 0:
        v[s.argmax()], v[y] = 1, -1
    return p * (v - p @ v)
