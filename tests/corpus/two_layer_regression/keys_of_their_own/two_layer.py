import numpy as np


def loss_and_grads(x, y, params):
    z1 = params["W1"] @ x + params["b1"]
    z2 = 5 * np.maximum(z1, 0)
    yhat = params["W2"] @ z2 + params["b2"]
    loss = np.sum((yhat - y) ** 2)
    dy = 2 * (yhat - y)
    dz2 = params["W2"].T @ dy
    dz1 = dz2 * 5 * (z1 > 0)
    return {"z1": z1, "z2": z2, "yhat": yhat, "loss": loss, "dyhat": dy,
            "dW2": np.outer(dy, z2), "db2": dy, "dz2": dz2, "dz1": dz1,
            "dW1": np.outer(dz1, x), "db1": dz1}
