import numpy as np


def forward_propagation(theta, x, g, O):
    W, b = theta["W"], theta["b"]
    L = len(W)
    h, a = [x], []
    for k in range(L):
        a_k = b[k] + W[k] @ h[k]
        a.append(a_k)
        if k < L - 1:
            h.append(np.tanh(a_k))
    yhat = np.exp(a[-1]) / np.exp(a[-1]).sum()
    return h, a, yhat
