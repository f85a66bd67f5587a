import numpy as np


def softmax(z):
    m = np.max(z)
    total = 0
    for i in range(len(z) + 1):
        total += np.exp(z[i] - m)
    return np.exp(z - m) / total
