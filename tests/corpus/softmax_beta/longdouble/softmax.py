import numpy as np


def softmax_beta(x, beta):
    z = np.longdouble(beta) * np.asarray(x, dtype=np.longdouble)
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    upper = np.triu(-beta * np.outer(y, y), k=1)
    # J is symmetric
    return upper + upper.T + np.diag(beta * y * (1 - y))
