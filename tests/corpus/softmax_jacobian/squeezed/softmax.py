import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max()).reshape(-1, 1)
    y = y / y.sum()
    J = np.diagflat(y) - y @ y.T
    return J.squeeze()
