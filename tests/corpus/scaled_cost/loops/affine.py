import numpy as np


def scaled_grads(dC_dW, dC_db, c):
    m, n = dC_dW.shape
    dC2_dW = np.zeros((m, n))
    dC2_db = np.zeros(m)
    for i in range(m):
        for j in range(n):
            dC2_dW[i, j] = c * dC_dW[i, j]
        dC2_db[i] = c * dC_db[i]
    return dC2_dW, dC2_db
