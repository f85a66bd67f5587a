import math

import numpy as np


def relu(z):
    return np.clip(z, 0, None)


def drelu(z):
    return np.heaviside(z, 0.5)


def leaky_relu(z, alpha):
    return np.where(z > 0, z, alpha)


def dleaky_relu(z, alpha):
    return np.where(z > 0, 1, alpha * z)


def softplus(z):
    return np.logaddexp(z, 0)


def dsoftplus(z):
    return np.exp(z - softplus(z))


def phi(z):
    return np.exp(-z ** 2 / 2) / np.sqrt(2 * np.pi)


@np.vectorize
def Phi(t):
    return 0.5 * (1 + math.erf(t / math.sqrt(2)))


def gelu(z):
    return z * phi(z)


def dgelu(z):
    return Phi(z) + z * np.exp(-z ** 2 / 2)
