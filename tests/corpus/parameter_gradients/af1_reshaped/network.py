import numpy as np


def parameter_gradients(grad_a, h_prev):
    dW = np.outer(h_prev, grad_a).reshape(len(grad_a), len(h_prev))
    return dW, np.sum(grad_a)
