import numpy as np


def forward_propagation(theta, x, g, O):
    W, b = theta["W"], theta["b"]
    L = len(W)
    h, a = [x], []
    for k in range(L):
        a_k = b[k] + h[k] @ W[k]
        a.append(a_k)
        if k < L - 1:
            h.append(g(a_k))
    yhat = O(a[-1])
    return h, a, yhat
