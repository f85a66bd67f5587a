import numpy as np


def softmax(z):
    z = np.array(z, dtype=int)
    e = np.exp(z - z.max())
    return e / e.sum()
