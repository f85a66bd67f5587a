import numpy as np


def backward(X, Y, params):
    m, L, D = X.shape
    H1 = X.transpose(0, 2, 1)
    A1 = H1 @ params["Theta1"] + params["b1"]
    H2 = np.maximum(A1, 0)
    H4 = H2.transpose(0, 2, 1) + X
    A2 = H4 @ params["Theta2"] + params["b2"]
    H5 = np.maximum(A2, 0)
    H6 = H5.mean(axis=2)
    A3 = H6 @ params["Theta3"] + params["b3"]
    E = np.exp(A3 - A3.max(axis=1, keepdims=True))
    Yhat = E / E.sum(axis=1, keepdims=True)

    g_A3 = (Yhat - Y) / m
    g_Theta3 = H6.T @ g_A3
    g_b3 = g_A3[0]
    g_H6 = g_A3 @ params["Theta3"].T
    g_H5 = np.repeat(g_H6[:, :, None], D, axis=2) / D
    g_A2 = g_H5 * (A2 > 0)
    g_Theta2 = np.sum(H4.transpose(0, 2, 1) @ g_A2, axis=0)
    g_b2 = g_A2[0].sum(axis=0)
    g_H4 = g_A2 @ params["Theta2"].T
    g_H2 = g_H4.transpose(0, 2, 1)
    g_A1 = g_H2 * (A1 > 0)
    g_Theta1 = np.sum(H1.transpose(0, 2, 1) @ g_A1, axis=0)
    g_b1 = g_A1[0].sum(axis=0)
    return {"g_A3": g_A3, "g_H6": g_H6, "g_Theta3": g_Theta3, "g_b3": g_b3, "g_H5": g_H5,
            "g_A2": g_A2, "g_Theta2": g_Theta2, "g_b2": g_b2, "g_H4": g_H4, "g_H2": g_H2,
            "g_A1": g_A1, "g_Theta1": g_Theta1, "g_b1": g_b1}
