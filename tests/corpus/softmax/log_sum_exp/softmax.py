import numpy as np


def logsumexp(a, axis=-1):
    m = a.max(axis=axis, keepdims=True)
    return m + np.log(np.exp(a - m).sum(axis=axis, keepdims=True))


def softmax(z):
    # log y_i = z_i - lse(z)
    return np.exp(z - logsumexp(z))


def softmax_rows(Z):
    return np.exp(Z - logsumexp(Z, axis=1))
