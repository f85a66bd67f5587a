import numpy as np


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = W1 @ x + b1
    z2 = 5 * np.maximum(0, z1)
    z3 = W2 @ z2 + b2
    yhat = z3
    dl_dyhat = 2 * (yhat - y)[None, :]                       # 1 x K
    dyhat_dz3 = np.eye(len(y))                               # K x K
    dz2_dz1 = np.diag(5.0 * (z1 > 0))                        # M x M
    dl_dz3 = dl_dyhat @ dyhat_dz3
    dl_dz2 = dl_dz3 @ W2                                     # 1 x M
    dl_dz1 = dl_dz2 @ dz2_dz1                                # 1 x M
    dl_dW2 = z2[:, None] @ dl_dz3                            # M x K
    dl_dW1 = x[:, None] @ dl_dz1                             # N x M
    return {
        "z1": z1, "z2": z2, "yhat": yhat, "loss": (dl_dyhat @ dl_dyhat.T)[0, 0] / 4,
        "g_yhat": dl_dyhat[0], "g_W2": dl_dW2.T, "g_b2": dl_dz3.flatten(),
        "g_z2": dl_dz2.flatten(), "g_z1": dl_dz1.flatten(), "g_W1": dl_dW1.T,
        "g_b1": dl_dz1.flatten(),
    }
