import numpy as np


def step(X, T, W1, W2, lr):
    out = {"S1": W1 @ X}
    out["Z1"] = np.maximum(out["S1"], 0)
    out["Y"] = W2 @ out["Z1"]
    out["delta2"] = (out["Y"] - T) / T.shape[1]
    out["dW2"] = out["delta2"] @ out["Z1"].T
    out["delta1"] = (W2.T @ out["delta2"]) * (out["S1"] > 0)
    out["dW1"] = out["delta1"] @ X.T
    out["W2_new"] = W2 - lr * out["dW2"]
    out["W1_new"] = W1 - lr * out["dW1"]
    return out
