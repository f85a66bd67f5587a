import numpy as np


def g_X(g_H4, g_A1, Theta1):
    out = np.empty(g_H4.shape)
    for i in range(len(g_H4)):
        out[i] = g_H4[i] + Theta1 @ g_A1[i].T
    return out
