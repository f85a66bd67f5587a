import numpy as np


def A3(H6, Theta3, b3):
    return H6 @ Theta3 + b3


def Yhat(A3):
    return 1 / (1 + np.exp(-A3))
