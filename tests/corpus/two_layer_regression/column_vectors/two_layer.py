import numpy as np


def loss_and_grads(x, y, params):
    W1, W2 = params["W1"], params["W2"]
    b1, b2 = params["b1"].reshape(-1, 1), params["b2"].reshape(-1, 1)
    x, y = x.reshape(-1, 1), y.reshape(-1, 1)
    z1 = W1 @ x + b1
    z2 = 5 * np.maximum(z1, 0)
    yhat = W2 @ z2 + b2
    loss = np.sum((yhat - y) ** 2)
    g_yhat = 2 * (yhat - y)
    g_W2 = g_yhat @ z2.T
    g_z2 = W2.T @ g_yhat
    g_z1 = g_z2 * 5 * (z1 > 0)
    g_W1 = g_z1 @ x.T
    return z1, z2, yhat, loss, g_yhat, g_W2, g_yhat, g_z2, g_z1, g_W1, g_z1
