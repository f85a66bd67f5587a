def g_H2(g_H4):
    return g_H4


def g_A1(g_H2, A1):
    return g_H2 * (A1 > 0)
