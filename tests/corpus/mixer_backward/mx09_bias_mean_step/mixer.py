def g_b1(g_A1):
    return g_A1.mean(axis=(0, 1))
