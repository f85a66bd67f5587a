import numpy as np


def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    dl_db2 = dl_dyhat * np.diag(dyhat_dz3)
    dl_db1 = (dl_db2 @ W2) * np.diag(dz2_dz1)
    return np.outer(x, dl_db1), dl_db1, np.outer(z2, dl_db2), dl_db2
