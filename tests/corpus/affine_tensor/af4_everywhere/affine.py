import numpy as np


def dy_dW(x, m):
    return np.ones((m, m, 1)) * x
