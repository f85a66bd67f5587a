import numpy as np


def grads_numerator(x, dC_dy_row):
    n, m = len(x), dC_dy_row.shape[1]
    dW = np.zeros((n, m), dtype=np.float32)
    db = np.zeros((1, m), dtype=np.float32)
    for i in range(m):
        db[0, i] = dC_dy_row[0, i]
        for j in range(n):
            dW[j, i] = x[j] * dC_dy_row[0, i]
    return dW, db
