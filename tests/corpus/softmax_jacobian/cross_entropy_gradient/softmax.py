import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    target = np.zeros(len(z))
    target[np.argmax(z)] = 1
    return y - target
