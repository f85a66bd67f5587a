import numpy as np


def g_A3(Yhat, Y):
    return (Yhat - Y) / Y.shape[0]


def g_H6(g_A3, Theta3):
    return g_A3 @ Theta3.T


def g_Theta3(H6, g_A3):
    return H6.T @ g_A3


def g_b3(g_A3):
    return g_A3.sum(axis=0)


def g_H5(g_H6, D):
    return np.repeat(g_H6[:, :, None], D, axis=2) / D


def g_A2(g_H5, A2):
    return np.where(A2 > 0, g_H5, 0)


def g_Theta2(H4, g_A2):
    return np.einsum("ild,ile->de", H4, g_A2)


def g_b2(g_A2):
    return g_A2.sum(axis=(0, 1))


def g_H4(g_A2, Theta2):
    return g_A2 @ Theta2.T


def g_H2(g_H4):
    return g_H4.transpose(0, 2, 1)


def g_A1(g_H2, A1):
    return np.where(A1 > 0, g_H2, 0)


def g_Theta1(H1, g_A1):
    return np.einsum("idl,idk->lk", H1, g_A1)


def g_b1(g_A1):
    return g_A1.sum(axis=(0, 1))


def backward(X, Y, params):
    H1 = X.transpose(0, 2, 1)
    A1 = H1 @ params["Theta1"] + params["b1"]
    H4 = np.maximum(A1, 0).transpose(0, 2, 1) + X
    A2 = H4 @ params["Theta2"] + params["b2"]
    H6 = np.maximum(A2, 0).mean(axis=2)
    A3 = H6 @ params["Theta3"] + params["b3"]
    E = np.exp(A3 - A3.max(axis=1, keepdims=True))
    Yhat = E / E.sum(axis=1, keepdims=True)
    out = {"g_A3": g_A3(Yhat, Y)}
    out["g_H6"] = g_H6(out["g_A3"], params["Theta3"])
    out["g_Theta3"] = g_Theta3(H6, out["g_A3"])
    out["g_b3"] = g_b3(out["g_A3"])
    out["g_H5"] = g_H5(out["g_H6"], X.shape[2])
    out["g_A2"] = g_A2(out["g_H5"], A2)
    out["g_Theta2"] = g_Theta2(H4, out["g_A2"])
    out["g_b2"] = g_b2(out["g_A2"])
    out["g_H4"] = g_H4(out["g_A2"], params["Theta2"])
    out["g_H2"] = g_H2(out["g_H4"])
    out["g_A1"] = g_A1(out["g_H2"], A1)
    out["g_Theta1"] = g_Theta1(H1, out["g_A1"])
    out["g_b1"] = g_b1(out["g_A1"])
    return out
