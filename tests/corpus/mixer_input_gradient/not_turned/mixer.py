def g_X(g_H4, g_A1, Theta1):
    return g_H4 + g_A1 @ Theta1.T
