import numpy as np


def softmax_jacobian(z):
    n = len(z)
    e = np.exp(z - np.max(z))
    s = e @ np.ones(n)
    de_dz = np.diag(e)                       # n x n
    ds_dz = np.ones((1, n)) @ de_dz          # 1 x n
    dy_de = np.eye(n) / s                    # n x n
    dy_ds = -e.reshape(n, 1) / s ** 2        # n x 1
    return dy_de @ de_dz + dy_ds @ ds_dz
