import numpy as np


def g_A3(Yhat, Y):
    J = np.diag(Yhat) - Yhat @ Yhat.T
    return (-Y / Yhat / len(Y)) @ J
