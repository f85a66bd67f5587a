import numpy as np


def H1(X):
    return X.transpose(0, 2, 1)


def A1(H1, Theta1, b1):
    return H1 @ Theta1 + b1


def H2(A1):
    return np.maximum(0, A1)


def H3(H2):
    return H2.transpose(0, 2, 1)


def H4(H3, X):
    return H3 + X


def A2(H4, Theta2, b2):
    return H4 @ Theta2 + b2


def H5(A2):
    return np.maximum(0, A2)


def H6(H5):
    return H5.mean(axis=2)


def A3(H6, Theta3, b3):
    return H6 @ Theta3 + b3


def Yhat(A3):
    e = np.exp(A3 - A3.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(X, params):
    out = {}
    out["H1"] = H1(X)
    out["A1"] = A1(out["H1"], params["Theta1"], params["b1"])
    out["H2"] = H2(out["A1"])
    out["H3"] = H3(out["H2"])
    out["H4"] = H4(out["H3"], X)
    out["A2"] = A2(out["H4"], params["Theta2"], params["b2"])
    out["H5"] = H5(out["A2"])
    out["H6"] = H6(out["H5"])
    out["A3"] = A3(out["H6"], params["Theta3"], params["b3"])
    out["Yhat"] = Yhat(out["A3"])
    return out
