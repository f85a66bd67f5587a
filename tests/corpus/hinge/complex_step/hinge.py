import numpy as np


def one(o, y, margin):
    e = np.exp(o - np.max(o.real))
    p = e / e.sum()
    s = p - p[y] + margin
    s[y] = 0
    return s[s.real > 0].sum()


def hinge(o, y, margin):
    if o.ndim == 1:
        return one(o, y, margin)
    return sum(one(row, k, margin) for row, k in zip(o, y))


def grad(o, y, margin):
    g = np.zeros(o.size)
    for j in range(o.size):
        z = o.astype(complex)
        z[j] += 1e-40j
        g[j] = one(z, y, margin).imag / 1e-40
    return g


def hinge_grad(o, y, margin):
    if o.ndim == 1:
        return grad(o, y, margin)
    return np.stack([grad(row, k, margin) for row, k in zip(o, y)])
