import numpy as np


def softmax(z):
    z -= z.max()
    np.exp(z, out=z)
    z /= z.sum()
    return z


def softmax_rows(Z):
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z
