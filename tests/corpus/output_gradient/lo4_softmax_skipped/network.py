import numpy as np


def output_gradient(yhat, l):
    grad = np.zeros(yhat.shape)
    grad[l] = -1.0 / yhat[l]
    return grad
