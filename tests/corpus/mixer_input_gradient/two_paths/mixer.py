def g_X(g_H4, g_A1, Theta1):
    g_H1 = g_A1 @ Theta1.T
    return g_H4 + g_H1.transpose(0, 2, 1)
