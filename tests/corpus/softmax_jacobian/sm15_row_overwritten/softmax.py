import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    for i in range(len(y)):
        row = -y[i] * y
        row[i] += y[i]
    return row
