import numpy as np


def parameter_gradients(grad_a, h_prev):
    m = len(grad_a)
    return np.outer(grad_a, h_prev) / m, -grad_a
