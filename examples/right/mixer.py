import numpy as np


def H1(X):
    return X.transpose(0, 2, 1)


def A1(H1, Theta1, b1):
    return H1 @ Theta1 + b1


def H2(A1):
    return np.maximum(A1, 0)


def H3(H2):
    return H2.transpose(0, 2, 1)


def H4(H3, X):
    return H3 + X


def A2(H4, Theta2, b2):
    return H4 @ Theta2 + b2


def H5(A2):
    return np.maximum(A2, 0)


def H6(H5):
    return H5.mean(axis=2)


def A3(H6, Theta3, b3):
    return H6 @ Theta3 + b3


def Yhat(A3):
    E = np.exp(A3 - A3.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def forward(X, params):
    c = {"H1": H1(X)}
    c["A1"] = A1(c["H1"], params["Theta1"], params["b1"])
    c["H2"] = H2(c["A1"])
    c["H3"] = H3(c["H2"])
    c["H4"] = H4(c["H3"], X)
    c["A2"] = A2(c["H4"], params["Theta2"], params["b2"])
    c["H5"] = H5(c["A2"])
    c["H6"] = H6(c["H5"])
    c["A3"] = A3(c["H6"], params["Theta3"], params["b3"])
    c["Yhat"] = Yhat(c["A3"])
    return c


def g_A3(Yhat, Y):
    return (Yhat - Y) / len(Y)


def g_Theta3(H6, g_A3):
    return H6.T @ g_A3


def g_b3(g_A3):
    return g_A3.sum(axis=0)


def g_H6(g_A3, Theta3):
    return g_A3 @ Theta3.T


def g_H5(g_H6, D):
    return np.repeat(g_H6[:, :, None], D, axis=2) / D


def g_A2(g_H5, A2):
    return g_H5 * (A2 > 0)


def g_Theta2(H4, g_A2):
    return np.sum(H4.transpose(0, 2, 1) @ g_A2, axis=0)


def g_b2(g_A2):
    return g_A2.sum(axis=(0, 1))


def g_H4(g_A2, Theta2):
    return g_A2 @ Theta2.T


def g_H2(g_H4):
    return g_H4.transpose(0, 2, 1)


def g_A1(g_H2, A1):
    return g_H2 * (A1 > 0)


def g_Theta1(H1, g_A1):
    return np.sum(H1.transpose(0, 2, 1) @ g_A1, axis=0)


def g_b1(g_A1):
    return g_A1.sum(axis=(0, 1))


def backward(X, Y, params):
    c = forward(X, params)
    g = {"g_A3": g_A3(c["Yhat"], Y)}
    g["g_Theta3"] = g_Theta3(c["H6"], g["g_A3"])
    g["g_b3"] = g_b3(g["g_A3"])
    g["g_H6"] = g_H6(g["g_A3"], params["Theta3"])
    g["g_H5"] = g_H5(g["g_H6"], X.shape[2])
    g["g_A2"] = g_A2(g["g_H5"], c["A2"])
    g["g_Theta2"] = g_Theta2(c["H4"], g["g_A2"])
    g["g_b2"] = g_b2(g["g_A2"])
    g["g_H4"] = g_H4(g["g_A2"], params["Theta2"])
    g["g_H2"] = g_H2(g["g_H4"])
    g["g_A1"] = g_A1(g["g_H2"], c["A1"])
    g["g_Theta1"] = g_Theta1(c["H1"], g["g_A1"])
    g["g_b1"] = g_b1(g["g_A1"])
    return g


def g_X(g_H4, g_A1, Theta1):
    return g_H4 + (g_A1 @ Theta1.T).transpose(0, 2, 1)


def loss(Yhat, Y):
    return -np.sum(np.log(Yhat[Y == 1])) / len(Y)


def loss_from_logits(A3, Y):
    shifted = A3 - A3.max(axis=1, keepdims=True)
    log_Yhat = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_Yhat) / len(Y)


def sgd_step(params, grads, eta):
    return {name: value - eta * grads[f"g_{name}"] for name, value in params.items()}


def train(data, params, eta, epochs):
    X, Y = data
    losses = []
    for _ in range(epochs):
        losses.append(loss(forward(X, params)["Yhat"], Y))
        params = sgd_step(params, backward(X, Y, params), eta)
    return losses
