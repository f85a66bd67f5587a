import numpy as np


def loss(Y, T):
    return ((Y - T) ** 2).sum(axis=0) / (2 * Y.shape[1])


def dloss(Y, T):
    return (Y - T) / np.linalg.norm(Y - T) / (2 * Y.shape[1])
