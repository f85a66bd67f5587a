import numpy as np


def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    dl_db2 = dl_dyhat
    dl_dW2 = x @ dl_db2
    dl_db1 = dl_db2 @ W2
    dl_dW1 = np.repeat(x, W2.shape[1], axis=1)
    return dl_dW1, dl_db1, dl_dW2, dl_db2
