import numpy as np


def softmax_jacobian(z):
    n = z.shape[0]
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    J = np.empty((n, n), order="F")
    for k in range(n):
        # column k = derivative of everything w.r.t. z_k
        J[:, k] = -p * p[k]
        J[k, k] += p[k]
    return J
