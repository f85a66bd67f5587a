def g_X(g_H4, g_A1, Theta1):
    layer = (g_A1 @ Theta1.T).transpose(0, 2, 1)
    return (g_H4 + layer) / 2
