import numpy as np


class Kept:
    def __init__(self, batch):
        self.batch = batch
        self.inputs = []


def forward_light(X, W, b):
    kept = Kept(X)
    out = X
    for weights, bias in zip(W, b):
        out = weights @ out
        out += bias[:, None]
        kept.inputs.append(out)
        out = np.tanh(out)
    return out, kept


def backward_light(cache, dY, W):
    inputs = list(cache.inputs)
    grads = []
    while inputs:
        i = len(inputs) - 1
        slope = 1 / np.cosh(inputs.pop()) ** 2
        delta = slope * dY
        Z = np.tanh(inputs[-1]) if inputs else cache.batch
        grads.append((np.einsum("in,jn->ij", delta, Z), np.einsum("in->i", delta)))
        dY = W[i].T @ delta
    grads.reverse()
    return [g[0] for g in grads], [g[1] for g in grads]
