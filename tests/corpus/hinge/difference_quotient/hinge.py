import numpy as np


def exps(o):
    e = np.exp(o - np.max(o, axis=-1, keepdims=True))
    return e, e.sum(axis=-1)


def per_sample(function):
    def wrapped(o, y, margin):
        if np.ndim(y) == 0:
            return function(o, y, margin)
        return np.array([function(a, b, margin) for a, b in zip(o, y)])
    return wrapped


@per_sample
def losses(o, y, margin):
    e, S = exps(o)
    return np.maximum(0, np.delete(e - e[y], y) / S + margin).sum()


def hinge(o, y, margin):
    return np.sum(losses(o, y, margin))


@per_sample
def hinge_grad(o, y, margin):
    e, S = exps(o)
    g = np.zeros(o.shape)
    for l in range(len(o)):
        q = (e[l] - e[y]) / S
        if l == y or q + margin <= 0:
            continue
        g -= q * e / S                 # from 1/S
        g[l] += e[l] / S
        g[y] -= e[y] / S
    return g
