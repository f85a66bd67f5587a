import numpy as np


def scaled_grads(dC_dW, dC_db, c):
    return [np.multiply(g, c) for g in (dC_dW, dC_db)]
