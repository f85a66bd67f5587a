import numpy as np


def forward(X, params):
    cache = {}
    H = X.transpose(0, 2, 1).copy()
    cache["H1"] = H.copy()
    H = H @ params["Theta1"]
    H += params["b1"]
    cache["A1"] = H.copy()
    H[H < 0] = 0
    cache["H2"] = H.copy()
    H = H.transpose(0, 2, 1).copy()
    cache["H3"] = H.copy()
    H += X
    cache["H4"] = H.copy()
    H = H @ params["Theta2"]
    H += params["b2"]
    cache["A2"] = H.copy()
    H[H < 0] = 0
    cache["H5"] = H.copy()
    H = H.mean(axis=2)
    cache["H6"] = H
    H = H @ params["Theta3"]
    H += params["b3"]
    cache["A3"] = H.copy()
    H -= H.max(axis=1, keepdims=True)
    np.exp(H, out=H)
    H /= H.sum(axis=1, keepdims=True)
    cache["Yhat"] = H
    return cache
