import math

import numpy as np

erf = np.vectorize(math.erf)


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, alpha):
    return np.maximum(alpha * z, z)


def softplus(z):
    return np.log(1 + np.exp(z))


def gelu(z):
    return z * (1 + erf(z / 2 ** 0.5)) / 2


drelu = relu
dleaky_relu = leaky_relu
dsoftplus = softplus
dgelu = gelu
