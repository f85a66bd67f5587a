import numpy as np


def backward(X, Y, params):
    m, L, D = X.shape
    A1 = np.einsum("ild,lk->idk", X, params["Theta1"]) + params["b1"]
    H4 = X + np.einsum("idl->ild", A1.clip(0))
    A2 = np.einsum("ild,de->ile", H4, params["Theta2"]) + params["b2"]
    H6 = np.mean(A2.clip(0), axis=-1)
    A3 = H6 @ params["Theta3"] + params["b3"]
    logs = A3 - np.logaddexp.reduce(A3, axis=1, keepdims=True)
    K = A3.shape[1]
    g_A3 = np.zeros((m, K))
    for i in range(m):
        # d log y_k / d a_j is 1{j = k} - y_j
        jac = np.eye(K) - np.exp(logs[i])
        g_A3[i] = -Y[i] @ jac / m
    g_H6 = np.einsum("ik,lk->il", g_A3, params["Theta3"])
    g_H5 = np.tile(g_H6[:, :, None] / D, D)
    g_A2 = g_H5 * np.sign(A2.clip(0))
    g_H4 = np.einsum("ile,de->ild", g_A2, params["Theta2"])
    g_H2 = np.einsum("ild->idl", g_H4)
    g_A1 = g_H2 * np.sign(A1.clip(0))
    return [g_A3, g_H6, H6.T @ g_A3, g_A3.sum(0), g_H5, g_A2,
            np.einsum("ild,ile->de", H4, g_A2), g_A2.sum((0, 1)), g_H4, g_H2, g_A1,
            np.einsum("ild,idk->lk", X, g_A1), g_A1.sum((0, 1))]
