import numpy as np


def softmax_jacobian(z):
    n = len(z)
    J = np.zeros((n, n))
    for i in range(n):
        # y_i = e^{z_i} / sum_l e^{z_i}, divided by e^{z_i} above and below
        top, bottom = 1.0, 0.0
        for l in range(n):
            bottom += 1.0
        for j in range(n):
            d = 1.0 if i == j else 0.0
            J[i, j] = (top * d * bottom - top * bottom * d) / bottom ** 2
    return J
