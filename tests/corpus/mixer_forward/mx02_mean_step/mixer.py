import numpy as np


def H5(A2):
    return np.maximum(A2, 0)


def H6(H5):
    return H5.mean(axis=1)


def A3(H6, Theta3, b3):
    return H6 @ Theta3 + b3
