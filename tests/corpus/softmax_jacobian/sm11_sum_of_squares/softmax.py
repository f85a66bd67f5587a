import numpy as np


def softmax_jacobian(z):
    e = np.exp(z - z.max())
    S = np.sum(e)
    S2 = np.sum(e ** 2)       # denominator of the quotient rule
    return (np.diag(e) * S - np.outer(e, e)) / S2
