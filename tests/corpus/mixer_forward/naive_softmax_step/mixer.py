import numpy as np


def Yhat(A3):
    return np.exp(A3) / np.sum(np.exp(A3), axis=1, keepdims=True)
