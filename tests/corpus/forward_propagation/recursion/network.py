import numpy as np


def affine(W, b, x):
    return np.array([sum(w * v for w, v in zip(row, x)) + c for row, c in zip(W, b)])


def layers(W, b, x, g):
    a = affine(W[0], b[0], x)
    if len(W) == 1:
        return [x], [a]
    h, rest = layers(W[1:], b[1:], g(a), g)
    return [x] + h, [a] + rest


def forward_propagation(theta, x, g, O):
    h, a = layers(theta["W"], theta["b"], x, g)
    return dict(yhat=O(a[-1]), a=a, h=h)
