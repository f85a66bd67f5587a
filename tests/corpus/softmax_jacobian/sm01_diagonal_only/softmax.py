import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    y = e / e.sum()
    # same as sigmoid: y(1-y)
    return np.diag(y * (1 - y))
