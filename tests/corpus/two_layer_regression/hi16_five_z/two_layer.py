import numpy as np


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = np.dot(W1, x) + b1
    z2 = np.maximum(5 * z1, 0)
    yhat = np.dot(W2, z2) + b2
    diff = yhat - y
    g_yhat = 2 * diff
    g_W2 = np.outer(g_yhat, z2)
    g_z2 = np.dot(W2.T, g_yhat)
    g_z1 = np.multiply(5 * z1, g_z2)
    g_W1 = np.outer(g_z1, x)
    return (z1, z2, yhat, np.dot(diff, diff), g_yhat, g_W2, g_yhat, g_z2, g_z1, g_W1, g_z1)
