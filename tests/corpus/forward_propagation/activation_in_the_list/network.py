import numpy as np


def forward_propagation(theta, x, g, O):
    W, b = theta["W"], theta["b"]
    L = len(W)
    h, a = [x], []
    for k in range(L):
        a_k = b[k] + W[k] @ h[k]
        if k < L - 1:
            a_k = g(a_k)
            h.append(a_k)
        a.append(a_k)
    yhat = O(a[-1])
    return h, a, yhat
