import numpy as np


def forward(X, p):
    A1 = np.dot(np.swapaxes(X, 1, 2), p["Theta1"]) + p["b1"]
    H4 = X + np.swapaxes(np.where(A1 >= 0, A1, 0), 1, 2)
    A2 = np.dot(H4, p["Theta2"]) + p["b2"]
    H6 = np.average(np.where(A2 >= 0, A2, 0), axis=2)
    A3 = np.dot(H6, p["Theta3"]) + p["b3"]
    A3 = A3 - np.amax(A3, axis=1)[:, np.newaxis]
    return A1, H4, A2, H6, np.exp(A3) / np.sum(np.exp(A3), axis=1)[:, np.newaxis]


def backward(X, Y, params):
    A1, H4, A2, H6, Yhat = forward(X, params)
    m, L, D = X.shape
    g_A3 = np.dot(-Y / Yhat, np.diag(Yhat) - np.dot(Yhat, Yhat.T)) / m
    g_H6 = np.dot(g_A3, params["Theta3"].T)
    g_Theta3 = np.dot(H6.T, g_A3)
    g_b3 = np.sum(g_A3, 0)
    g_H5 = np.ones((m, L, D)) * g_H6[:, :, np.newaxis] / D
    g_A2 = np.where(A2 >= 0, g_H5, 0)
    g_Theta2 = np.dot(H4.reshape(-1, D).T, g_A2.reshape(-1, D))
    g_b2 = np.sum(np.sum(g_A2, 0), 0)
    g_H4 = np.dot(g_A2, params["Theta2"].T)
    g_H2 = np.swapaxes(g_H4, 1, 2)
    g_A1 = np.where(A1 >= 0, g_H2, 0)
    g_Theta1 = np.dot(np.swapaxes(X, 1, 2).reshape(-1, L).T, g_A1.reshape(-1, L))
    g_b1 = np.sum(np.sum(g_A1, 0), 0)
    return (g_A3, g_H6, g_Theta3, g_b3, g_H5, g_A2, g_Theta2, g_b2, g_H4, g_H2, g_A1, g_Theta1,
            g_b1)
