import numpy as np


def squared_error_network(theta, X, Y):
    W, b = theta["W"], theta["b"]
    L, N = len(W), len(X)
    out = {"Yhat": [], "loss": 0.0, "g_Yhat": []}
    out["dW"] = [np.zeros(w.shape) for w in W]
    out["db"] = [np.zeros(len(v)) for v in b]
    for x, y in zip(X, Y):
        h = [x]
        for k in range(L):
            a = b[k] + W[k] @ h[-1]
            h.append(a if k == L - 1 else np.tanh(a))
        out["Yhat"].append(h[-1])
        out["loss"] += sum((h[-1] - y) ** 2) / N
        grad = 2 / N * (h[-1] - y)
        out["g_Yhat"].append(grad)
        for k in range(L - 1, -1, -1):
            out["dW"][k] += np.outer(grad, h[k])
            out["db"][k] += grad
            grad = (W[k].T @ grad) * (1 - h[k] ** 2)
    return out
