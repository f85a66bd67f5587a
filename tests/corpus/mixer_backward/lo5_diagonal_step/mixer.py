import numpy as np


def g_A3(Yhat, Y):
    return Y * (Yhat - 1) / Y.shape[0]
