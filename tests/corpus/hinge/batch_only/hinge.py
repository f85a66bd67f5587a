import numpy as np


def hinge(o, y, margin):
    N = len(y)
    p = np.exp(o - o.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    s = np.maximum(0, p - p[range(N), y][:, None] + margin)
    s[range(N), y] = 0
    return s.sum()


def hinge_grad(o, y, margin):
    N = len(y)
    p = np.exp(o - o.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    v = 1.0 * (p - p[range(N), y][:, None] + margin > 0)
    v[range(N), y] = 0
    v[range(N), y] = -v.sum(axis=1)
    return p * (v - (p * v).sum(axis=1, keepdims=True))
