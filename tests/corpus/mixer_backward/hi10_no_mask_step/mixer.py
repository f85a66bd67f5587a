def g_A2(g_H5, A2):
    return g_H5 * 1.0


def g_A1(g_H2, A1):
    return g_H2 * 1.0
