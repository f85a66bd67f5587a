def g_Theta1(H1, g_A1):
    return (H1 @ g_A1).sum(axis=0)


def g_b1(g_A1):
    return g_A1.sum(axis=0).sum(axis=0)
