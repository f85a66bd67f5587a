import numpy as np


def scaled_grads(dC_dW, dC_db, c):
    C = c * np.eye(len(dC_db))      # every row gets the same factor
    return C @ dC_dW, C @ dC_db
