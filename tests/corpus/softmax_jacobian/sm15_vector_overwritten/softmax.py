import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    y = e / e.sum()
    grad = np.zeros(len(y))
    for i in range(len(y)):
        for j in range(len(y)):
            if i == j:
                grad[i] = y[i] * (1 - y[i])
            else:
                grad[i] = -y[i] * y[j]
    return grad
