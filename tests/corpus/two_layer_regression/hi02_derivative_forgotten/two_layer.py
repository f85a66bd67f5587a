import numpy as np


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = [np.array(params[k]) for k in ("W1", "b1", "W2", "b2")]
    z1 = W1.dot(x) + b1
    z2 = 5 * z1.clip(0)
    yhat = W2.dot(z2) + b2
    delta2 = 2 * (yhat - y)
    delta1 = W2.T.dot(delta2)
    return {
        "z1": z1, "z2": z2, "yhat": yhat, "loss": sum(delta2 ** 2) / 4,
        "g_yhat": delta2, "g_W2": delta2[:, None] * z2, "g_b2": delta2,
        "g_z2": delta1, "g_z1": delta1, "g_W1": delta1[:, None] * x, "g_b1": delta1,
    }
