import numpy as np


def output_gradient(yhat, y):
    return yhat - y


def hidden_gradient(W_above, grad_above):
    return np.dot(W_above.T, grad_above)


def through_tanh(grad_h, a):
    return grad_h * (1.0 - np.tanh(a) ** 2)


def parameter_gradients(grad_a, h_below):
    return np.dot(grad_a[:, None], h_below[None, :]), grad_a
