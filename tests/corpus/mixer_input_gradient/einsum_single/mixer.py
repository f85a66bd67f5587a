import numpy as np


def g_X(g_H4, g_A1, Theta1):
    layer = np.einsum("mdk,lk->mld", g_A1.astype(np.float32), Theta1.astype(np.float32))
    return layer + g_H4.astype(np.float32)
