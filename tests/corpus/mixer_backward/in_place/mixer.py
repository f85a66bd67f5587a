import numpy as np


def backward(X, Y, params):
    m, L, D = X.shape
    h = X.transpose(0, 2, 1) @ params["Theta1"]
    h += params["b1"]
    off1 = h <= 0
    h[off1] = 0
    h4 = h.transpose(0, 2, 1) + X
    h = h4 @ params["Theta2"]
    h += params["b2"]
    off2 = h <= 0
    h[off2] = 0
    h6 = h.mean(axis=2)
    z = h6 @ params["Theta3"]
    z += params["b3"]
    z -= z.max(axis=1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=1, keepdims=True)
    out = {}
    z -= Y
    z /= m
    out["g_A3"] = z
    out["g_Theta3"] = h6.T @ z
    out["g_b3"] = z.sum(axis=0)
    out["g_H6"] = z @ params["Theta3"].T
    g = np.empty(X.shape)
    g[...] = out["g_H6"][:, :, None]
    g /= D
    out["g_H5"] = g.copy()
    g[off2] = 0
    out["g_A2"] = g.copy()
    out["g_Theta2"] = np.tensordot(h4, g, axes=((0, 1), (0, 1)))
    out["g_b2"] = g.sum(axis=(0, 1))
    g = g @ params["Theta2"].T
    out["g_H4"] = g
    g = g.transpose(0, 2, 1).copy()
    out["g_H2"] = g.copy()
    g[off1] = 0
    out["g_A1"] = g
    out["g_Theta1"] = np.tensordot(X, g, axes=((0, 2), (0, 1)))
    out["g_b1"] = g.sum(axis=(0, 1))
    return out
