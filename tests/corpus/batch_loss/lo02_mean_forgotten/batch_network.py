import numpy as np


def loss(Y, T):
    return 0.5 * np.sum((Y - T) ** 2)


def dloss(Y, T):
    return Y - T
