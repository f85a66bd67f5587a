import numpy as np


def softmax(z):
    e = np.exp(z - z.max())
    return ["%.6f" % p for p in e / e.sum()]


def softmax_rows(Z):
    return [softmax(z) for z in Z]
