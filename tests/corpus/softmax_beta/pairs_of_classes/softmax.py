from itertools import combinations

import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    J = np.zeros((len(y), len(y)))
    for i, j in combinations(range(len(y)), 2):
        w = beta * y[i] * y[j]
        J[i, j] -= w
        J[j, i] -= w
        J[i, i] += w
        J[j, j] += w
    return J
