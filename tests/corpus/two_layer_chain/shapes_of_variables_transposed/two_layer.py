import numpy as np


def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    g3 = dyhat_dz3.T @ dl_dyhat.T
    g1 = dz2_dz1.T @ (W2.T @ g3)
    W2_grad = np.outer(g3, z2)
    W1_grad = np.outer(g1, x)
    return {"dl_dW1": W1_grad.T, "dl_db1": g1.T, "dl_dW2": W2_grad.T, "dl_db2": g3.T}
