import numpy as np


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = W1 @ x + b1
    z2 = 5 * np.maximum(z1, 0)
    yhat = W2 @ z2 + b2
    loss = (yhat - y) ** 2
    g_yhat = 2 * (yhat - y)
    g_z2 = W2.T @ g_yhat
    g_z1 = np.where(z1 > 0, 5.0, 0.0) * g_z2
    return (z1, z2, yhat, loss, g_yhat, np.outer(g_yhat, z2), g_yhat, g_z2, g_z1,
            np.outer(g_z1, x), g_z1)
