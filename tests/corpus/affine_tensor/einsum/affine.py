import numpy as np


def dy_dW(x, m):
    return np.einsum("ij,k->ijk", np.eye(m), x)
