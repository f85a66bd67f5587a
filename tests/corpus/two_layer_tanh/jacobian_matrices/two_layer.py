import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def tanh_loss_and_grads(x, y, params):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    x, y = x.reshape(-1, 1), y.reshape(-1, 1)
    z1 = W1 @ x + b1[:, None]
    z2 = np.tanh(z1)
    z3 = W2 @ z2 + b2[:, None]
    yhat = sigmoid(z3)
    e = yhat - y
    dl_dyhat = 2 * e.T
    dyhat_dz3 = np.diag((yhat * (1 - yhat))[:, 0])
    dz2_dz1 = np.diag((1 - np.tanh(z1) ** 2)[:, 0])
    dl_dz3 = dl_dyhat @ dyhat_dz3
    dl_dz2 = dl_dz3 @ W2
    dl_dz1 = dl_dz2 @ dz2_dz1
    return {
        "z1": z1[:, 0], "z2": z2[:, 0], "z3": z3[:, 0], "yhat": yhat[:, 0],
        "loss": (e.T @ e)[0, 0], "g_yhat": dl_dyhat[0], "g_z3": dl_dz3[0],
        "g_W2": (z2 @ dl_dz3).T, "g_b2": dl_dz3[0], "g_z2": dl_dz2[0],
        "g_z1": dl_dz1[0], "g_W1": (x @ dl_dz1).T, "g_b1": dl_dz1[0],
    }
