import numpy as np

import probabilities


def hinge(o, y, margin):
    total = 0.0
    for logits, label in zip(np.atleast_2d(o), np.atleast_1d(y)):
        p = probabilities.softmax(logits)
        others = np.delete(p, label)
        total += np.maximum(0, others - p[label] + margin).sum()
    return total


def hinge_grad(o, y, margin):
    rows = []
    for logits, label in zip(np.atleast_2d(o), np.atleast_1d(y)):
        p = probabilities.softmax(logits)
        g = np.where(p - p[label] + margin >= 0, 1.0, 0.0)
        g[label] -= g.sum()
        rows.append(probabilities.backward(p, g))
    return np.array(rows).reshape(np.shape(o))
