import numpy as np


def collapse(W1, b1, W2, b2):
    h, n = W1.shape
    m = W2.shape[0]
    W = np.zeros((m, n), dtype="float32")
    b = b2.astype("float32")
    for i in range(m):
        for k in range(h):
            b[i] += W2[i, k] * b1[k]
            for j in range(n):
                W[i, j] += W2[i, k] * W1[k, j]
    return W, b
