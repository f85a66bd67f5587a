import numpy as np


def softmax_beta_jacobian(x, beta):
    z = np.asarray(x, dtype=float) * beta
    y = np.exp(z - z.max())
    y /= y.sum()
    J = -beta * np.outer(y, y)
    J[np.diag_indices_from(J)] += beta * y
    return J
