import numpy as np


def softmax_rows(Z):
    Y = []
    for z in Z:
        e = np.exp(z - z.max())
        Y.append(e / e.sum())
        return Y
