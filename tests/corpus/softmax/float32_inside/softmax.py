import numpy as np

DTYPE = np.float32   # as on the GPU


def softmax(z):
    z = np.asarray(z, dtype=DTYPE)
    e = np.exp(z - z.max())
    return e / e.sum(dtype=DTYPE)


def softmax_rows(Z):
    Z = np.asarray(Z, dtype=DTYPE)
    e = np.exp(Z - Z.max(axis=1)[:, None])
    return e / e.sum(axis=1, dtype=DTYPE)[:, None]
