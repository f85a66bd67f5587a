import numpy as np


def hinge(o, y, margin):
    e = np.exp(o - np.max(o, axis=-1, keepdims=True))
    p = (e / e.sum(axis=-1, keepdims=True)).reshape(-1, o.shape[-1])
    loss = 0.0
    for row, label in zip(p, np.ravel(y)):
        for l, p_l in enumerate(row):
            if l != label:
                loss += max(0.0, p_l - row[label] + margin)
    return loss


def hinge_grad(o, y, margin):
    raise NotImplementedError
