import numpy as np


def forward_propagation(theta, x, g, O):
    to32 = lambda v: np.asarray(v, dtype=np.float32)
    column = to32(x).reshape(-1, 1)
    h, a = [], []
    for W, b in zip(theta["W"], theta["b"]):
        h.append(column.ravel())
        s = np.dot(to32(W), column) + to32(b).reshape(-1, 1)
        a.append(s.ravel())
        column = g(s)
    return tuple(h), tuple(a), O(a[-1])
