import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def softmax_rows(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_jacobian(z):
    y = softmax(z)
    return np.diag(y) - np.outer(y, y)


def softmax_beta(x, beta):
    return softmax(beta * np.asarray(x))


def softmax_beta_jacobian(x, beta):
    return beta * softmax_jacobian(beta * np.asarray(x))
