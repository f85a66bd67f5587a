import numpy as np


def softmax(o):
    e = np.exp(o - np.max(o, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def one_hot(y, K):
    return np.eye(K)[y]


def hinge(o, y, margin):
    p, t = softmax(o), one_hot(y, o.shape[-1])
    p_y = np.sum(p * t, axis=-1, keepdims=True)
    return np.sum(np.maximum(0, p - p_y + margin) * (1 - t))


def hinge_grad(o, y, margin):
    p, t = softmax(o), one_hot(y, o.shape[-1])
    p_y = np.sum(p * t, axis=-1, keepdims=True)
    on = (p - p_y + margin >= 0) * (1 - t)
    count = on.sum(axis=-1, keepdims=True)
    inner = np.sum(on * (p_y - p), axis=-1, keepdims=True)
    return p * (on - t * count + inner)
