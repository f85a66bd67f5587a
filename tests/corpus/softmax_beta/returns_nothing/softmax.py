import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    J = beta * (np.diag(y) - np.outer(y, y))
    print(J)
