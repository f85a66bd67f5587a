import math


def probs(o):
    m = max(o)
    e = [math.exp(v - m) for v in o]
    s = sum(e)
    return [v / s for v in e]


def loss_one(o, y, margin):
    p = probs(o)
    return sum(max(0.0, p[l] - p[y] + margin) for l in range(len(p)) if l != y)


def grad_one(o, y, margin):
    p = probs(o)
    g = [0.0] * len(p)
    for j in range(len(p)):
        for l in range(len(p)):
            if l != y and p[l] - p[y] + margin > 0:
                g[j] += p[j] * (int(l == j) - int(y == j) - p[l] + p[y])
    return g


def hinge(o, y, margin):
    if o.ndim == 1:
        return loss_one(o.tolist(), y, margin)
    return sum(loss_one(row, k, margin) for row, k in zip(o.tolist(), y))


def hinge_grad(o, y, margin):
    if o.ndim == 1:
        return grad_one(o.tolist(), y, margin)
    return [grad_one(row, k, margin) for row, k in zip(o.tolist(), y)]
