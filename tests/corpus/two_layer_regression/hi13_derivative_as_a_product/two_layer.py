import numpy as np


def f(z):
    return 5 * np.maximum(z, 0)


def f_prime(z):
    return 5 * (z > 0)


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = W1 @ x + b1
    z2 = f(z1)
    yhat = W2 @ z2 + b2
    g_yhat = 2 * (yhat - y)
    g_z2 = W2.T @ g_yhat
    g_z1 = g_z2 * f_prime * (z1)
    return (z1, z2, yhat, np.sum((yhat - y) ** 2), g_yhat, np.outer(g_yhat, z2), g_yhat,
            g_z2, g_z1, np.outer(g_z1, x), g_z1)
