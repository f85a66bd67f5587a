import math

import numpy as np


def scan(z, k):
    """running max and running sum of the first k logits"""
    if k == 1:
        return z[0], 1.0
    m, s = scan(z, k - 1)
    new = max(m, z[k - 1])
    return new, s * math.exp(m - new) + math.exp(z[k - 1] - new)


def softmax(z):
    m, s = scan(z, len(z))
    return np.exp(z - m) / s


def softmax_rows(Z):
    return np.array([softmax(r) for r in Z])
