import numpy as np


def relu(S):
    return np.where(S < 0, 0.0, S)


def relu_slope(S):
    return np.where(S < 0, 0.0, 1.0)


def half_mse(Y, T):
    N = Y.shape[1]
    return np.sum(np.square(T - Y)) / N / 2, (Y - T) / N
