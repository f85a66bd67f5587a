import numpy as np


def softmax_jacobian(z):
    z = np.asarray(z).astype(np.longdouble)
    y = np.exp(z - z.max())
    y = y / y.sum()
    return np.diag(y) - y[:, None] * y[None, :]
