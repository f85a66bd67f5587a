def g_b3(g_A3):
    return g_A3.sum(axis=1)


def g_b2(g_A2):
    return g_A2.sum(axis=(0, 2))
