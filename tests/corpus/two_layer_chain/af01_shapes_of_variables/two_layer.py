import numpy as np


def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    g3 = dyhat_dz3.T @ dl_dyhat.T
    g1 = dz2_dz1.T @ W2.T @ g3
    return g1 @ x.T, g1, g3 @ z2.T, g3
