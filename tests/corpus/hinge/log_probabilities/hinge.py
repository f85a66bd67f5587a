import numpy as np


def softmax(o):
    return np.exp(o - np.logaddexp.reduce(o))


def violations(p, y, margin):
    return [l for l in range(len(p)) if l != y and p[l] + margin > p[y]]


def hinge(o, y, margin):
    if o.ndim > 1:
        return np.sum([hinge(a, b, margin) for a, b in zip(o, y)])
    p = softmax(1.0 * o)
    return sum([p[l] - p[y] + margin for l in violations(p, y, margin)], 0.0)


def hinge_grad(o, y, margin):
    if o.ndim > 1:
        return np.vstack([hinge_grad(a, b, margin) for a, b in zip(o, y)])
    p = softmax(1.0 * o)
    I = np.eye(len(p))
    grad = np.zeros(len(p))
    for l in violations(p, y, margin):
        dp_l = p[l] * (I[l] - p)       # row l of the Jacobian
        dp_y = p[y] * (I[y] - p)
        grad += dp_l - dp_y
    return grad
