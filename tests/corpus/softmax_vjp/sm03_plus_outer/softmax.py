import numpy as np


def softmax_vjp(y, g):
    J = np.diag(y) + np.outer(y, y)
    return J @ g
