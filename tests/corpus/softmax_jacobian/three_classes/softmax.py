import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    a, b, c = y[0], y[1], y[2]
    return np.array([[a * (1 - a), -a * b, -a * c],
                     [-b * a, b * (1 - b), -b * c],
                     [-c * a, -c * b, c * (1 - c)]])
