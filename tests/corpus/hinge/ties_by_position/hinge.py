import numpy as np


def forward(o, y, margin):
    K = o.shape[-1]
    p = np.exp(o - o.max(axis=-1, keepdims=True))
    p = p / p.sum(axis=-1, keepdims=True)
    t = np.eye(K)[y]
    s = p - (p * t).sum(axis=-1, keepdims=True) + margin
    before = np.arange(K) < np.expand_dims(y, -1)
    return p, t, s, before


def hinge(o, y, margin):
    p, t, s, _ = forward(o, y, margin)
    return float(np.sum(s[(s > 0) & (t == 0)]))


def hinge_grad(o, y, margin):
    p, t, s, before = forward(o, y, margin)
    # equal to the right class: the class that comes first wins
    v = ((s > 0) & (t == 0) | (s == 0) & before) * 1.0
    v -= t * v.sum(axis=-1, keepdims=True)
    return p * (v - (p * v).sum(axis=-1, keepdims=True))
