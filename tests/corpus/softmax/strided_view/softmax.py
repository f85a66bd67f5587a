import numpy as np


def softmax_rows(Z):
    m, n = Z.shape
    # even columns: probabilities, odd columns: the shifted logits (for debugging)
    work = np.zeros((m, 2 * n))
    work[:, 1::2] = Z - Z.max(axis=1, keepdims=True)
    work[:, 0::2] = np.exp(work[:, 1::2])
    work[:, 0::2] /= work[:, 0::2].sum(axis=1, keepdims=True)
    return work[:, 0::2]


def softmax(z):
    return softmax_rows(z[np.newaxis, :])[0]
