import numpy as np


def softmax(o):
    e = np.exp(o - o.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def violations(o, y, margin):
    p = softmax(o)
    right = np.eye(o.shape[-1])[y]
    p_y = np.sum(p * right, axis=-1, keepdims=True)
    return p, right, (p - p_y + margin) * (1 - right)


def hinge(o, y, margin):
    return np.sum(np.maximum(violations(o, y, margin)[2], 0))


def hinge_grad(o, y, margin):
    p, right, v = violations(o, y, margin)
    on = (v > 0) * (1 - right)
    dp = on - on.sum(axis=-1, keepdims=True) * right
    return p * (dp - np.sum(dp * p, axis=-1, keepdims=True))
