import numpy as np


def g_H4(g_A2, Theta2):
    return g_A2 @ np.transpose(Theta2)


def g_H2(g_H4):
    return np.transpose(g_H4)
