import numpy as np


def softmax_vjp(y, g):
    return (np.diag(y) - np.outer(y, y)) * g
