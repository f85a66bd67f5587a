import numpy as np


def softmax_beta(x, beta):
    z = beta * x
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_beta_jacobian(x, beta):
    # TODO: your code here
    pass
