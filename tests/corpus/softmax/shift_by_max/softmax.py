import numpy as np


def softmax(z):
    # subtract the max so exp does not overflow
    shifted = z - np.max(z)
    exps = np.exp(shifted)
    return exps / np.sum(exps)


def softmax_rows(Z):
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1, keepdims=True)
