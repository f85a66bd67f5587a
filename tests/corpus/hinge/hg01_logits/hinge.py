import numpy as np


def hinge(o, y, margin):
    t = np.eye(o.shape[-1])[y]
    o_y = (o * t).sum(axis=-1, keepdims=True)
    return np.sum(np.maximum(0, o - o_y + margin) * (1 - t))


def hinge_grad(o, y, margin):
    t = np.eye(o.shape[-1])[y]
    o_y = (o * t).sum(axis=-1, keepdims=True)
    on = (o - o_y + margin > 0) * (1 - t)
    return on - t * on.sum(axis=-1, keepdims=True)
