import numpy as np

T = lambda a: np.swapaxes(a, -1, -2)
weights = lambda h, g: sum(T(a) @ b for a, b in zip(h, g))
bias = lambda g: g.reshape(-1, g.shape[-1]).sum(0)
below = lambda g, w: g @ T(w)
relu_back = lambda g, a: g * (a > 0)

g_A3 = lambda yhat, y: (yhat - y) / len(y)
g_H6, g_H4 = below, below
g_Theta3 = lambda h, g: T(h) @ g
g_Theta2, g_Theta1 = weights, weights
g_b3, g_b2, g_b1 = bias, bias, bias
g_H5 = lambda g, D: np.stack([g] * D, -1) / D
g_A2, g_A1 = relu_back, relu_back
g_H2 = T
