import numpy as np


def softmax_jacobian(z):
    e = np.exp(z)
    S = e.sum()
    return (S * np.diag(e) - np.outer(e, e)) / S ** 2
