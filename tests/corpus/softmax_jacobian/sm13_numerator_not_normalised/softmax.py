import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    S = e.sum()
    # quotient rule: e_i/S * delta - e_i e_j / S
    return np.diag(e / S) - np.outer(e, e) / S
