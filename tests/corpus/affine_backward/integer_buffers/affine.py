import numpy as np


def affine_backward(W, x, dC_dy):
    m, n = W.shape
    dW = np.zeros((m, n), dtype=int)
    db = np.zeros(m, dtype=int)
    dx = np.zeros(n, dtype=int)
    for i in range(m):
        db[i] = dC_dy[i]
        for j in range(n):
            dW[i, j] = dC_dy[i] * x[j]
        for j in range(n):
            dx[j] = int(dx[j] + dC_dy[i] * W[i, j])
    return dW, db, dx
