import numpy as np


def grad_one(o, y, margin):
    p = np.exp(o - o.max())
    p = p / p.sum()
    v = (p - p[y] + margin > 0) * 1.0
    v[y] = 0
    v[y] = -v.sum()
    return p * (v - p @ v)


def hinge_grad(o, y, margin):
    if o.ndim == 1:
        return grad_one(o, y, margin)
    G = np.zeros(o.shape)
    for a, b in zip(o, y):
        G += grad_one(a, b, margin)
    return G
