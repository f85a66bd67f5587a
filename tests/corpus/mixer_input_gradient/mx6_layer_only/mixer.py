import numpy as np


def g_X(g_H4, g_A1, Theta1):
    return np.swapaxes(g_A1 @ Theta1.T, 1, 2)
