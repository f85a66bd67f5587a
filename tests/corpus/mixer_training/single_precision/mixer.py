import numpy as np


def relu(x):
    return np.where(x > 0, x, np.float32(0))


def sgd_step(params, grads, eta):
    for key in params.keys():
        params[key] -= eta * grads["g_" + key]
    return params


def gradients(X, Y, p):
    m, L, D = X.shape
    XT = np.einsum("mld->mdl", X)
    A1 = XT @ p["Theta1"] + p["b1"]
    H4 = X + np.einsum("mdl->mld", relu(A1))
    A2 = H4 @ p["Theta2"] + p["b2"]
    H6 = relu(A2).mean(-1)
    A3 = H6 @ p["Theta3"] + p["b3"]
    A3 = A3 - A3.max(-1, keepdims=True)
    logP = A3 - np.log(np.exp(A3).sum(-1, keepdims=True))
    loss = -np.mean(logP[Y == 1])
    g = {}
    d = (np.exp(logP) - Y) / np.float32(m)
    g["g_Theta3"] = np.einsum("ml,mk->lk", H6, d)
    g["g_b3"] = d.sum(0)
    d = np.einsum("mk,lk->ml", d, p["Theta3"])[..., None] / np.float32(D) * (A2 > 0)
    g["g_Theta2"] = np.einsum("mld,mle->de", H4, d)
    g["g_b2"] = d.sum((0, 1))
    d = np.einsum("mle,de->mdl", d, p["Theta2"]) * (A1 > 0)
    g["g_Theta1"] = np.einsum("mdl,mdk->lk", XT, d)
    g["g_b1"] = d.sum((0, 1))
    return loss, g


def train(data, params, eta, epochs):
    X, Y = [a.astype(np.float32) for a in data]
    p = {k: v.astype(np.float32) for k, v in params.items()}
    curve = np.empty(epochs, dtype=np.float32)
    for e in range(epochs):
        curve[e], g = gradients(X, Y, p)
        p = sgd_step(p, g, np.float32(eta))
    return curve
