import numpy as np


def jac(z, name):
    if name == "five_relu":
        d = 5.0 * (z > 0)
    elif name == "identity":
        d = np.ones(z.shape)
    else:
        h = np.tanh(z) if name == "tanh" else 1 / (1 + np.exp(-z))
        d = h * (1 - h)
    return np.diag(d)
