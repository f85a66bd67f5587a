import numpy as np


def g_H6(g_A3, Theta3):
    return np.dot(g_A3, Theta3)


def g_H4(g_A2, Theta2):
    return np.dot(g_A2, Theta2)
