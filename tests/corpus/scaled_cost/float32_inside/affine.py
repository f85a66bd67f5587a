import numpy as np


def scaled_grads(dC_dW, dC_db, c):
    c = np.float32(c)
    return dC_dW.astype(np.float32) * c, dC_db.astype(np.float32) * c
