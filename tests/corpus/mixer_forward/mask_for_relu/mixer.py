import numpy as np


def relu(a):
    return np.where(a >= 0, 1.0, 0.0)


def forward(X, params):
    H1 = np.swapaxes(X, -1, -2)
    A1 = np.dot(H1, params["Theta1"]) + params["b1"]
    H2 = relu(A1)
    H3 = np.swapaxes(H2, -1, -2)
    H4 = np.add(X, H3)
    A2 = np.dot(H4, params["Theta2"]) + params["b2"]
    H5 = relu(A2)
    H6 = H5.sum(-1) / H5.shape[-1]
    A3 = np.dot(H6, params["Theta3"]) + params["b3"]
    A = A3 - A3.max(1).reshape(-1, 1)
    Yhat = np.exp(A) / np.exp(A).sum(1).reshape(-1, 1)
    return (H1, A1, H2, H3, H4, A2, H5, H6, A3, Yhat)
