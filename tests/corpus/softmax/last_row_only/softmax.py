import numpy as np


def softmax_rows(Z):
    for z in Z:
        e = np.exp(z - z.max())
        result = e / e.sum()
    return result
