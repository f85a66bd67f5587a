import numpy as np


def relu(z):
    return np.maximum(z, 0)


def loss_and_grads(x, y, params):
    z1 = params["W1"] @ x + params["b1"]
    z2 = relu(z1)
    yhat = params["W2"] @ z2 + params["b2"]
    e = yhat - y
    out = {"z1": z1, "z2": z2, "yhat": yhat, "loss": e @ e, "g_yhat": 2 * e}
    out["g_W2"] = np.outer(out["g_yhat"], z2)
    out["g_b2"] = out["g_yhat"]
    out["g_z2"] = params["W2"].T @ out["g_yhat"]
    out["g_z1"] = 5 * out["g_z2"] * (z1 > 0)
    out["g_W1"] = np.outer(out["g_z1"], x)
    out["g_b1"] = out["g_z1"]
    return out
