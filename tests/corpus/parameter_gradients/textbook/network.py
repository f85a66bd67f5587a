import numpy as np


def parameter_gradients(grad_a, h_prev):
    dW = np.outer(grad_a, h_prev)
    db = grad_a.copy()
    return dW, db
