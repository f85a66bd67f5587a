import math

import numpy as np


def relu(z):
    return np.abs(z)


def drelu(z):
    return np.ones_like(z)


def leaky_relu(z, alpha):
    return np.maximum(z, 0)


def dleaky_relu(z, alpha):
    return 1.0 * (z > 0)


def softplus(z):
    return np.logaddexp(0, -z)


def dsoftplus(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(z))


def erf(z):
    return np.array([math.erf(t) for t in z.ravel()]).reshape(z.shape)


def gelu(z):
    return 0.5 * z * (1 + erf(z))


def dgelu(z):
    return 0.5 * (1 + erf(z)) + z * np.exp(-z ** 2 / 2) / np.sqrt(2 * np.pi)
