import numpy as np


def loss(W, b, x, y):
    v = x
    for k in range(len(W)):
        v = W[k] @ v + b[k]
        if k + 1 < len(W):
            v = np.tanh(v)
    return np.log(np.sum(np.exp(v - v @ y)))       # -log of the softmax


def derivative(lists, which, k, x, y):
    g = np.zeros(lists[which][k].shape)
    for idx in np.ndindex(g.shape):
        moved = [[v.astype(complex) for v in one] for one in lists]
        moved[which][k][idx] += 1e-30j
        g[idx] = loss(*moved, x, y).imag / 1e-30
    return g


def back_propagation(theta, h, a, y, yhat):
    lists = [theta["W"], theta["b"]]
    layers = range(len(a))
    return tuple([derivative(lists, w, k, h[0], y) for k in layers] for w in (0, 1))
