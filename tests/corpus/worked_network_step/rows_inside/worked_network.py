import numpy as np


def step(X, T, W1, W2, lr):
    x, t = X.T, T.T                      # one row per sample
    s = x @ W1.T
    z = s * (s > 0)
    y = z @ W2.T
    g2 = (y - t) / len(x)
    g1 = (g2 @ W2) * (s > 0)
    res = {"S1": s.T, "Z1": z.T, "Y": y.T, "delta2": g2.T, "delta1": g1.T}
    res["loss"] = np.mean(np.sum((y - t) ** 2, axis=1)) / 2
    res["dW1"], res["dW2"] = (x.T @ g1).T, (z.T @ g2).T
    res["W1_new"] = W1 - lr * res["dW1"]
    res["W2_new"] = W2 - lr * res["dW2"]
    return res
