import numpy as np


def relu(z):
    return (z > 0) * z


def drelu(z):
    return (z >= 0).astype(float)


def leaky_relu(z, alpha):
    return (z > 0) * z + (z <= 0) * alpha * z


def dleaky_relu(z, alpha):
    return (z > 0) + alpha * (z <= 0)


def softplus(z):
    return np.maximum(z, 0) + np.log(1 + np.exp(-abs(z)))


def dsoftplus(z):
    return 1 / (1 + np.exp(-z))


c = np.sqrt(2 / np.pi)


def gelu(z):
    # from the GPT-2 code
    return 0.5 * z * (1 + np.tanh(c * (z + 0.044715 * z ** 3)))


def dgelu(z):
    th = np.tanh(c * (z + 0.044715 * z ** 3))
    return 0.5 * (1 + th) + 0.5 * z * (1 - th ** 2) * c * (1 + 3 * 0.044715 * z ** 2)
