import math

import numpy as np


def relu(z):
    out = np.zeros_like(z)
    out[z > 0] = z[z > 0]
    return out


def drelu(z):
    out = np.zeros_like(z)
    out[z > 0] = 1
    return out


def leaky_relu(z, alpha):
    out = np.zeros_like(z)
    out[z > 0] = z[z > 0]
    out[z <= 0] = alpha * z[z <= 0]
    return out


def dleaky_relu(z, alpha):
    out = np.zeros_like(z)
    out[z > 0] = 1
    out[z <= 0] = alpha
    return out


def dgelu(z):
    Phi = np.array([[0.5 * (1 + math.erf(t / 2 ** 0.5)) for t in row] for row in np.atleast_2d(z)])
    return Phi.reshape(z.shape) + np.exp(-z ** 2 / 2) / (2 * np.pi) ** 0.5
