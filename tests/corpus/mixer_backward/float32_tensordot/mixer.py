import numpy as np


def backward(X, Y, params):
    q = {k: np.array(v, np.float32) for k, v in dict(params, X=X, Y=Y).items()}
    x, y = q["X"], q["Y"]
    n, D = np.float32(len(x)), x.shape[2]
    A1 = np.tensordot(np.moveaxis(x, 1, 2), q["Theta1"], 1) + q["b1"]
    H4 = np.moveaxis(np.fmax(A1, 0), 1, 2) + x
    A2 = np.tensordot(H4, q["Theta2"], 1) + q["b2"]
    H6 = np.fmax(A2, 0).mean(-1)
    Z = np.tensordot(H6, q["Theta3"], 1) + q["b3"]
    Z = np.exp(Z - Z.max(-1, keepdims=True))
    r = {"g_A3": (Z / Z.sum(-1, keepdims=True) - y) / n}
    r["g_H6"] = np.tensordot(r["g_A3"], q["Theta3"], ([1], [1]))
    r["g_Theta3"] = np.tensordot(H6, r["g_A3"], ([0], [0]))
    r["g_b3"] = np.tensordot(np.ones(len(x), np.float32), r["g_A3"], 1)
    r["g_H5"] = np.tensordot(r["g_H6"], np.full(D, 1 / D, np.float32), 0)
    r["g_A2"] = np.where(A2 >= 0, r["g_H5"], np.float32(0))
    r["g_Theta2"] = np.tensordot(H4, r["g_A2"], ([0, 1], [0, 1]))
    r["g_b2"] = r["g_A2"].sum(0).sum(0)
    r["g_H4"] = np.tensordot(r["g_A2"], q["Theta2"], ([2], [1]))
    r["g_H2"] = np.moveaxis(r["g_H4"], 1, 2)
    r["g_A1"] = np.where(A1 >= 0, r["g_H2"], np.float32(0))
    r["g_Theta1"] = np.tensordot(x, r["g_A1"], ([0, 2], [0, 1]))
    r["g_b1"] = r["g_A1"].sum(0).sum(0)
    return r
