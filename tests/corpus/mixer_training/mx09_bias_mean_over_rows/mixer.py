import numpy as np


def softmax(A):
    E = np.exp(A - A.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def forward(X, p):
    H1 = X.transpose(0, 2, 1)
    A1 = H1 @ p["Theta1"] + p["b1"]
    H2 = np.maximum(A1, 0)
    H4 = H2.transpose(0, 2, 1) + X
    A2 = H4 @ p["Theta2"] + p["b2"]
    H5 = np.maximum(A2, 0)
    H6 = H5.mean(axis=2)
    A3 = H6 @ p["Theta3"] + p["b3"]
    return H1, A1, H4, A2, H6, A3


def loss_of(A3, Y):
    S = A3 - A3.max(axis=1, keepdims=True)
    return -np.sum(Y * (S - np.log(np.exp(S).sum(axis=1, keepdims=True)))) / len(Y)


def backward(X, Y, p):
    m, L, D = X.shape
    H1, A1, H4, A2, H6, A3 = forward(X, p)
    g_A3 = (softmax(A3) - Y) / m
    g_H6 = g_A3 @ p["Theta3"].T
    g_H5 = np.repeat(g_H6[:, :, None], D, axis=2) / D
    g_A2 = g_H5 * (A2 > 0)
    g_H4 = g_A2 @ p["Theta2"].T
    g_H2 = g_H4.transpose(0, 2, 1)
    g_A1 = g_H2 * (A1 > 0)
    return {
        "g_Theta3": H6.T @ g_A3,
        "g_b3": g_A3.sum(axis=0),
        "g_Theta2": (H4.transpose(0, 2, 1) @ g_A2).sum(axis=0),
        "g_b2": g_A2.mean(axis=1).sum(axis=0),
        "g_Theta1": (H1.transpose(0, 2, 1) @ g_A1).sum(axis=0),
        "g_b1": g_A1.mean(axis=1).sum(axis=0),
    }


def sgd_step(params, grads, eta):
    return {name: value - eta * grads["g_" + name] for name, value in params.items()}


def train(data, params, eta, epochs):
    X, Y = data
    losses = []
    for epoch in range(epochs):
        losses.append(loss_of(forward(X, params)[-1], Y))
        grads = backward(X, Y, params)
        params = sgd_step(params, grads, eta)
    return losses
