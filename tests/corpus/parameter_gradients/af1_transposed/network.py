import numpy as np


def parameter_gradients(grad_a, h_prev):
    grad_a = grad_a.reshape(-1, 1)
    h_prev = h_prev.reshape(-1, 1)
    return h_prev @ grad_a.T, grad_a
