import numpy as np


def five_relu(z):
    out = np.zeros(z.shape)
    for i in np.ndindex(*z.shape):
        if z[i] > 0:
            out[i] = 5 * z[i]
    return out


def d_five_relu(z):
    out = np.zeros(z.shape)
    for i in np.ndindex(*z.shape):
        if z[i] > 0:
            out[i] = 5
    return out
