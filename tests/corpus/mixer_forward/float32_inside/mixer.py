import numpy as np


def forward(X, params):
    X = np.asarray(X, dtype=np.float32)
    p = {k: np.asarray(v, dtype=np.float32) for k, v in params.items()}
    zero = np.float32(0)
    H1 = X.swapaxes(1, 2)
    A1 = H1 @ p["Theta1"] + p["b1"]
    H2 = np.maximum(A1, zero)
    H3 = H2.swapaxes(1, 2)
    H4 = H3 + X
    A2 = H4 @ p["Theta2"] + p["b2"]
    H5 = np.maximum(A2, zero)
    H6 = H5.mean(axis=-1)
    A3 = H6 @ p["Theta3"] + p["b3"]
    E = np.exp(A3 - A3.max(axis=-1, keepdims=True))
    Yhat = E / E.sum(axis=-1, keepdims=True)
    return dict(H1=H1, A1=A1, H2=H2, H3=H3, H4=H4, A2=A2, H5=H5, H6=H6, A3=A3, Yhat=Yhat)
