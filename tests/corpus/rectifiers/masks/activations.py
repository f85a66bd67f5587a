import math

import numpy as np

erf = np.vectorize(math.erf)


def relu(z):
    return np.where(z > 0, z, 0)


def drelu(z):
    return np.where(z > 0, 1.0, 0.0)


def leaky_relu(z, alpha):
    return np.where(z > 0, z, alpha * z)


def dleaky_relu(z, alpha):
    return np.where(z > 0, 1.0, alpha)


def softplus(z):
    return np.logaddexp(0, z)


def dsoftplus(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def Phi(z):
    return 0.5 * (1 + erf(z / np.sqrt(2)))


def gelu(z):
    return z * Phi(z)


def dgelu(z):
    return Phi(z) + z * np.exp(-z ** 2 / 2) / np.sqrt(2 * np.pi)
