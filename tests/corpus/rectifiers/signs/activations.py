import math

import numpy as np


def relu(z):
    return (z + abs(z)) / 2


def drelu(z):
    return (1 + np.sign(z)) / 2


def leaky_relu(z, alpha):
    y = np.array(z, dtype=float)
    y[y < 0] *= -alpha
    return y


def dleaky_relu(z, alpha):
    d = np.ones(z.shape)
    d[z <= 0] = -alpha
    return d


def softplus(z):
    return np.logaddexp(0.0, z)


def dsoftplus(z):
    return np.exp(-np.logaddexp(0.0, -z))


def Phi(z):
    return 0.5 + 0.5 * np.vectorize(math.erf)(z / math.sqrt(2))


def gelu(z):
    return Phi(z) * z


def dgelu(z):
    # d/dz e^(-z^2/2) = -z e^(-z^2/2)
    return Phi(z) - z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
