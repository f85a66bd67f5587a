import numpy as np


def softmax(z):
    n = len(z)
    y = np.zeros(n)
    total = 0
    for i in range(0, n - 1):
        y[i] = np.exp(z[i] - max(z))
        total += y[i]
    if total > 0:
        y = y / total
    return y
