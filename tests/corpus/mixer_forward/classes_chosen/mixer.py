import numpy as np


def forward(X, params):
    H1 = np.transpose(X, (0, 2, 1))
    A1 = H1 @ params["Theta1"] + params["b1"]
    H2 = np.maximum(A1, 0)
    H3 = np.transpose(H2, (0, 2, 1))
    H4 = H3 + X
    A2 = H4 @ params["Theta2"] + params["b2"]
    H5 = np.maximum(A2, 0)
    H6 = np.mean(H5, axis=2)
    A3 = H6 @ params["Theta3"] + params["b3"]
    E = np.exp(A3 - np.max(A3, axis=1, keepdims=True))
    Yhat = E / np.sum(E, axis=1, keepdims=True)
    Yhat = np.argmax(Yhat, axis=1)
    return {"H1": H1, "A1": A1, "H2": H2, "H3": H3, "H4": H4, "A2": A2, "H5": H5, "H6": H6,
            "A3": A3, "Yhat": Yhat}
