import numpy as np


def softmax(o):
    e = np.exp(o - o.max())
    return e / e.sum()


def hinge(o, y, margin):
    p = softmax(o)
    loss = 0
    for l in range(len(p)):
        if l != y:
            loss += max(0, p[l] - p[y] + margin)
    return loss


def hinge_grad(o, y, margin):
    p = softmax(o)
    g = np.zeros(len(p))
    for l in range(len(p)):
        if l != y and p[l] - p[y] + margin > 0:
            g[l] += 1
            g[y] -= 1
    return p * (g - g @ p)
