import numpy as np


def step(X, T, W1, W2, lr):
    out = {}
    out["S1"] = W1 @ X
    out["Z1"] = (out["S1"] + np.abs(out["S1"])) / 2
    out["Y"] = W2 @ out["Z1"]
    D = out["Y"] - T
    n_samples = D.shape[1]
    out["loss"] = np.trace(D.T @ D) / (2 * n_samples)
    out["delta2"] = D / n_samples
    out["delta1"] = W2.T @ out["delta2"] * (1 + np.sign(out["S1"])) / 2
    out["dW1"] = out["delta1"] @ X.T
    out["dW2"] = out["delta2"] @ out["Z1"].T
    out["W1_new"] = W1 - lr * out["dW1"]
    out["W2_new"] = W2 - lr * out["dW2"]
    return out
