import numpy as np


def backward(X, Y, params):
    X, Y = np.float32(X), np.float32(Y)
    p = {k: np.float32(v) for k, v in params.items()}
    m, L, D = X.shape
    H1 = X.swapaxes(1, 2)
    A1 = H1 @ p["Theta1"] + p["b1"]
    H4 = np.maximum(A1, 0).swapaxes(1, 2) + X
    A2 = H4 @ p["Theta2"] + p["b2"]
    H6 = np.maximum(A2, 0).mean(axis=2)
    A3 = H6 @ p["Theta3"] + p["b3"]
    E = np.exp(A3 - A3.max(axis=1, keepdims=True))
    out = {}
    out["g_A3"] = (E / E.sum(axis=1, keepdims=True) - Y) / np.float32(m)
    out["g_Theta3"] = H6.T @ out["g_A3"]
    out["g_b3"] = out["g_A3"].sum(axis=0)
    out["g_H6"] = out["g_A3"] @ p["Theta3"].T
    out["g_H5"] = np.stack([out["g_H6"] / np.float32(D)] * D, axis=2)
    out["g_A2"] = out["g_H5"] * np.float32(A2 > 0)
    out["g_Theta2"] = (H4.swapaxes(1, 2) @ out["g_A2"]).sum(axis=0)
    out["g_b2"] = out["g_A2"].sum(axis=(0, 1))
    out["g_H4"] = out["g_A2"] @ p["Theta2"].T
    out["g_H2"] = out["g_H4"].swapaxes(1, 2)
    out["g_A1"] = out["g_H2"] * np.float32(A1 > 0)
    out["g_Theta1"] = (X @ out["g_A1"]).sum(axis=0)
    out["g_b1"] = out["g_A1"].sum(axis=(0, 1))
    return out
