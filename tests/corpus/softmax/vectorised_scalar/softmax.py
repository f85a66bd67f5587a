import math

import numpy as np


def _one(v, largest, denom):
    return math.exp(v - largest) / denom


one = np.vectorize(_one)


def softmax(z):
    largest = max(z)
    denom = sum(math.exp(v - largest) for v in z)
    return one(z, largest, denom)


def softmax_rows(Z):
    return np.array([softmax(Z[i, :]) for i in range(len(Z))])
