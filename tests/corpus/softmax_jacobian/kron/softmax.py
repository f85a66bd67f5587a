import numpy as np


def softmax_jacobian(z):
    a = np.exp(z - np.amax(z))
    a = a / a.sum()
    col = a.reshape(-1, 1)
    row = a.reshape(1, -1)
    return np.eye(len(a)) * col - np.kron(col, row)
