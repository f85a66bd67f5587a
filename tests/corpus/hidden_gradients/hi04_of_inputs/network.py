import numpy as np


def hidden_gradient(W_next, grad_a_next):
    k = len(grad_a_next)
    return np.array([W_next[:, j] @ grad_a_next for j in range(k)])


def preactivation_gradient(grad_h, a, g):
    return grad_h * (1 - a**2)
