import numpy as np


def hinge(o, y, margin):
    o = np.asarray(o, dtype=float)
    e = np.exp(o - o.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)
    py = np.take_along_axis(p, np.expand_dims(y, -1), -1)
    terms = np.maximum(p - py + margin, 0)
    # l = y contributes exactly the margin
    return terms.sum() - np.size(y) * margin


def hinge_grad(o, y, margin):
    o = np.asarray(o, dtype=float)
    e = np.exp(o - o.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)
    idx = np.expand_dims(y, -1)
    py = np.take_along_axis(p, idx, -1)
    v = np.heaviside(p - py + margin, 0.5)
    np.put_along_axis(v, idx, 0.0, -1)
    np.put_along_axis(v, idx, -v.sum(-1, keepdims=True), -1)
    return p * v - p * (p * v).sum(-1, keepdims=True)
