import numpy as np


def softmax(z):
    a, b, c = z
    m = max(a, b, c)
    e = np.array([np.exp(a - m), np.exp(b - m), np.exp(c - m)])
    return e / e.sum()
