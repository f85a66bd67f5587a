import numpy as np


def hidden_gradient(W_next, grad_a_next):
    row = grad_a_next.reshape(1, -1) @ W_next
    return row[0]


def preactivation_gradient(grad_h, a, g):
    eps = 1e-6
    slope = (g(a + eps) - g(a - eps)) / (2 * eps)
    return grad_h * slope
