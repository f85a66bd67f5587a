import numpy as np


def scaled_grads(dC_dW, dC_db, c):
    size, sign = abs(c), np.sign(c)
    return sign * (size * dC_dW), sign * (size * dC_db)
