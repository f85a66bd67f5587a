import numpy as np

f = np.float32


def loss_and_grads(x, y, params):
    x, y = x.astype(f), y.astype(f)
    W1, b1, W2, b2 = [params[k].astype(f) for k in ["W1", "b1", "W2", "b2"]]
    z1 = W1 @ x + b1
    z2 = f(5) * np.maximum(z1, f(0))
    yhat = W2 @ z2 + b2
    g_yhat = f(2) * (yhat - y)
    g_z2 = W2.T @ g_yhat
    g_z1 = np.where(z1 > 0, f(5), f(0)) * g_z2
    loss = np.square(yhat - y).sum(dtype=f)
    return [z1, z2, yhat, loss, g_yhat, np.outer(g_yhat, z2), g_yhat, g_z2, g_z1,
            np.outer(g_z1, x), g_z1]
