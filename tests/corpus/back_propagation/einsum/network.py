import numpy as np


def back_propagation(theta, h, a, y, yhat):
    deltas = [yhat - y]
    for W, z in zip(reversed(theta["W"][1:]), reversed(a[:-1])):
        deltas.insert(0, np.einsum("ij,i,j->j", W, deltas[0], 1 - np.tanh(z) ** 2))
    return [np.einsum("i,j->ij", d, v) for d, v in zip(deltas, h)], deltas
