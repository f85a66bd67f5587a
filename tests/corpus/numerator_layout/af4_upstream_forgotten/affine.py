import numpy as np


def grads_numerator(x, dC_dy_row):
    m = dC_dy_row.shape[1]
    return np.column_stack([x] * m), np.ones((1, m))
