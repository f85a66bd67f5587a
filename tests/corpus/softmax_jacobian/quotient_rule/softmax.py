import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - np.max(z))
    S = e.sum()
    n = len(e)
    J = np.zeros([n, n])
    for i in range(n):
        for j in range(n):
            # (f/g)' = (f' g - f g') / g^2  with f = e_i, g = S
            df = e[i] if i == j else 0.0
            dg = e[j]
            J[i][j] = (df * S - e[i] * dg) / S ** 2
    return J
