import numpy as np


def softmax_jacobian(z):
    y = np.exp(z - z.max())
    y = y / y.sum()
    J = []
    for i in range(len(y)):
        for j in range(len(y)):
            J.append(y[i] * (float(i == j) - y[j]))
    return np.array(J)
