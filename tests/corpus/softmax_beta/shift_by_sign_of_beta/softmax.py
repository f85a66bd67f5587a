import numpy as np


def softmax_beta(x, beta):
    # for negative beta the smallest x gives the largest exponent
    ref = np.max(x) if beta > 0 else np.min(x)
    e = np.exp(beta * (x - ref))
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    J = np.diag(y)
    J = J - np.outer(y, y)
    return np.multiply(beta, J)
