import numpy as np


def relu(z):
    return np.maximum(z, 0)


def drelu(z):
    return np.where(z >= 0, 1, 0)


def leaky_relu(z, alpha):
    return np.where(z >= 0, z, alpha * z)


def dleaky_relu(z, alpha):
    return np.where(z > 0, 1, alpha)


def softplus(z):
    return np.log(1 + np.exp(z))


def dsoftplus(z):
    return np.exp(z) / (1 + np.exp(z))


def s(z):
    return 1 / (1 + np.exp(-z))


def gelu(z):
    return z * s(1.702 * z)


def dgelu(z):
    return s(1.702 * z) + 1.702 * z * s(1.702 * z) * (1 - s(1.702 * z))
