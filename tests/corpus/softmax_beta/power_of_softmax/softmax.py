import numpy as np


def softmax_beta(x, beta):
    p = np.exp(x - x.max())
    p = p / p.sum()
    # e^{beta x} = (e^x)^beta
    q = p ** float(beta)
    return q / q.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diag(y) - np.outer(y, y))
