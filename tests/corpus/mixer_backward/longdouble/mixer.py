import numpy as np


def backward(X, Y, params):
    wide = np.longdouble
    X, Y = X.astype(wide), Y.astype(wide)
    p = {k: v.astype(wide) for k, v in params.items()}
    m, L, D = X.shape
    H1 = np.transpose(X, (0, 2, 1))
    A1 = H1 @ p["Theta1"] + p["b1"]
    H2 = np.maximum(A1, 0)
    H4 = np.transpose(H2, (0, 2, 1)) + X
    A2 = H4 @ p["Theta2"] + p["b2"]
    H5 = np.maximum(A2, 0)
    H6 = np.sum(H5, axis=2) / D
    A3 = H6 @ p["Theta3"] + p["b3"]
    S = np.exp(A3 - np.max(A3, axis=1, keepdims=True))
    S = S / np.sum(S, axis=1, keepdims=True)
    dA3 = (S - Y) / m
    dH6 = dA3 @ p["Theta3"].T
    dH5 = np.kron(dH6.reshape(m, L, 1), np.ones((1, 1, D), wide)) / D
    dA2 = dH5.copy()
    dA2[H5 <= 0] = 0
    dH4 = dA2 @ p["Theta2"].T
    dH2 = np.transpose(dH4, (0, 2, 1))
    dA1 = dH2.copy()
    dA1[H2 <= 0] = 0
    return dict(
        g_A3=dA3, g_H6=dH6, g_Theta3=H6.T @ dA3, g_b3=np.sum(dA3, axis=0), g_H5=dH5, g_A2=dA2,
        g_Theta2=np.sum(np.transpose(H4, (0, 2, 1)) @ dA2, axis=0), g_b2=np.sum(dA2, axis=(0, 1)),
        g_H4=dH4, g_H2=dH2, g_A1=dA1, g_Theta1=np.sum(X @ dA1, axis=0),
        g_b1=np.sum(dA1, axis=(0, 1)))
