import numpy as np


def softmax32(o):
    o = np.asarray(o, dtype=np.float32)
    e = np.exp(o - o.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def hinge(o, y, margin):
    p = softmax32(o)
    wrong = np.arange(p.shape[-1]) != np.expand_dims(y, -1)
    py = np.sum(np.where(wrong, 0, p), axis=-1, keepdims=True, dtype=np.float32)
    return np.sum(np.where(wrong, np.maximum(p - py + np.float32(margin), 0), 0))


def hinge_grad(o, y, margin):
    p = softmax32(o)
    wrong = np.arange(p.shape[-1]) != np.expand_dims(y, -1)
    py = np.sum(np.where(wrong, 0, p), axis=-1, keepdims=True, dtype=np.float32)
    a = (wrong & (p - py + np.float32(margin) > 0)).astype(np.float32)
    v = a - (~wrong) * a.sum(axis=-1, keepdims=True)
    return p * (v - (p * v).sum(axis=-1, keepdims=True))
