import numpy as np


def hidden_gradient(W_next, grad_a_next):
    return grad_a_next[0] * W_next[0]


def preactivation_gradient(grad_h, a, g):
    s = 1 / (1 + np.exp(-a))
    return grad_h * s * (1 - s)
