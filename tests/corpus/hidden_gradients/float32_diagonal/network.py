import numpy as np


def hidden_gradient(W_next, grad_a_next):
    return np.einsum("ij,i->j", W_next.astype(np.float32), grad_a_next.astype(np.float32))


def preactivation_gradient(grad_h, a, g):
    J = np.diag(g.derivative(a).astype(np.float32))
    return J @ grad_h.astype(np.float32)
