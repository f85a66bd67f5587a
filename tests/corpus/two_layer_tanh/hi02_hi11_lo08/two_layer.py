import numpy as np


def tanh_loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = W1 @ x + b1
    z2 = np.tanh(z1)
    z3 = W2 @ z2 + b2
    yhat = 1 / (1 + np.exp(-z3))
    loss = np.mean((yhat - y) ** 2)
    g_yhat = 2 * (yhat - y) / len(y)
    g_z3 = g_yhat
    g_W2 = np.outer(g_z3, z1)
    g_b2 = g_z3
    g_z2 = W2.T @ g_z3
    g_z1 = g_z2
    g_W1 = np.outer(g_z1, x)
    g_b1 = g_z1
    return z1, z2, z3, yhat, loss, g_yhat, g_z3, g_W2, g_b2, g_z2, g_z1, g_W1, g_b1
