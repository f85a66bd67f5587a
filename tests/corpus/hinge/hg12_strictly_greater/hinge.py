import numpy as np


def forward(o, y):
    e = np.exp(o - o.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    t = np.eye(o.shape[-1])[y]
    return p, t, (p * t).sum(axis=-1, keepdims=True)


def hinge(o, y, margin):
    p, t, p_y = forward(o, y)
    return np.sum(np.maximum(0, p - p_y + margin) * (1 - t))


def hinge_grad(o, y, margin):
    p, t, p_y = forward(o, y)
    on = (p - p_y + margin > 0) * (1 - t)
    count = on.sum(axis=-1, keepdims=True)
    return p * (on - t * count + np.sum(on * (p_y - p), axis=-1, keepdims=True))
