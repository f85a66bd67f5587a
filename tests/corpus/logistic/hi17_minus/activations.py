import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dsigmoid(z):
    # quotient rule: -(e^-z)' / (...)^2 and (e^-z)' = e^-z
    s = sigmoid(z)
    return -s * (1 - s)
