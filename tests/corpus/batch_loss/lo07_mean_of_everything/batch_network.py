import numpy as np


def loss(Y, T):
    return np.mean((Y - T) ** 2) / 2


def dloss(Y, T):
    return (Y - T) / Y.size
