import numpy as np


def scaled_grads(dC_dW, dC_db, c):
    return np.transpose(dC_dW) * c, np.transpose(dC_db) * c
