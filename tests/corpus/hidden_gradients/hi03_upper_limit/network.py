import numpy as np


def hidden_gradient(W_next, grad_a_next):
    n = W_next.shape[1]
    grad = np.zeros(n)
    for j in range(n):
        for i in range(n):
            grad[j] += W_next[i, j] * grad_a_next[i]
    return grad


def preactivation_gradient(grad_h, a, g):
    h = g(a)
    return grad_h * g.derivative(h)
