import numpy as np


def backward(X, Y, params):
    m, L, D = X.shape
    W1, W2, W3 = params["Theta1"], params["Theta2"], params["Theta3"]
    H1 = np.array([x.T for x in X])
    A1 = H1 @ W1 + params["b1"]
    M1 = np.heaviside(A1, 0.5)
    H4 = np.array([h.T for h in A1 * M1]) + X
    A2 = H4 @ W2 + params["b2"]
    M2 = np.heaviside(A2, 0.5)
    H6 = (A2 * M2).mean(axis=-1)
    logits = H6 @ W3 + params["b3"]
    logits -= logits.max(axis=-1, keepdims=True)
    Yhat = np.exp(logits)
    Yhat /= Yhat.sum(axis=-1, keepdims=True)
    G = {}
    G["g_A3"] = np.divide(Yhat - Y, m)
    G["g_b3"] = np.ones(m) @ G["g_A3"]
    G["g_Theta3"] = sum(np.outer(h, g) for h, g in zip(H6, G["g_A3"]))
    G["g_H6"] = (W3 @ G["g_A3"].T).T
    G["g_H5"] = np.broadcast_to(G["g_H6"][..., None] / D, X.shape)
    G["g_A2"] = M2 * G["g_H5"]
    G["g_b2"] = G["g_A2"].reshape(m * L, D).sum(axis=0)
    G["g_Theta2"] = sum(h.T @ g for h, g in zip(H4, G["g_A2"]))
    G["g_H4"] = G["g_A2"] @ W2.T
    G["g_H2"] = np.array([g.T for g in G["g_H4"]])
    G["g_A1"] = M1 * G["g_H2"]
    G["g_b1"] = G["g_A1"].reshape(m * D, L).sum(axis=0)
    G["g_Theta1"] = sum(h.T @ g for h, g in zip(H1, G["g_A1"]))
    return G
