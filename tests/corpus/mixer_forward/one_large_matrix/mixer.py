import numpy as np


def forward(X, params):
    m, L, D = X.shape
    H1 = X.transpose(0, 2, 1)
    A1 = (H1.reshape(m * D, L) @ params["Theta1"] + params["b1"]).reshape(m, D, L)
    H2 = np.maximum(A1, np.zeros_like(A1))
    H3 = H2.transpose(0, 2, 1)
    H4 = H3 + X
    A2 = (H4.reshape(m * L, D) @ params["Theta2"] + params["b2"]).reshape(m, L, D)
    H5 = np.maximum(A2, np.zeros_like(A2))
    H6 = H5.reshape(m * L, D).mean(axis=1).reshape(m, L)
    A3 = H6 @ params["Theta3"] + np.tile(params["b3"], (m, 1))
    E = np.exp(A3 - A3.max(axis=1)[:, np.newaxis])
    return H1, A1, H2, H3, H4, A2, H5, H6, A3, E / E.sum(axis=1)[:, np.newaxis]
