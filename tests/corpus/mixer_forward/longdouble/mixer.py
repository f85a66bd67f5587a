import numpy as np


def forward(X, params):
    X = X.astype(np.longdouble)
    g = {k: v.astype(np.longdouble) for k, v in params.items()}
    H1 = X.transpose([0, 2, 1])
    A1 = H1 @ g["Theta1"] + g["b1"]
    H2 = np.fmax(A1, 0)
    H3 = H2.transpose([0, 2, 1])
    H4 = H3 + X
    A2 = H4 @ g["Theta2"] + g["b2"]
    H5 = np.fmax(A2, 0)
    H6 = H5.mean(axis=2)
    A3 = H6 @ g["Theta3"] + g["b3"]
    E = np.exp(A3 - A3.max(axis=1, keepdims=True))
    Yhat = E / E.sum(axis=1, keepdims=True)
    return [H1, A1, H2, H3, H4, A2, H5, H6, A3, Yhat]
