import numpy as np


def softmax(z):
    z = np.array(z, dtype=np.longdouble)
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_rows(Z):
    Z = np.array(Z, dtype=np.longdouble)
    out = np.zeros(Z.shape, dtype=np.longdouble)
    for i in range(Z.shape[0]):
        out[i] = softmax(Z[i])
    return out
