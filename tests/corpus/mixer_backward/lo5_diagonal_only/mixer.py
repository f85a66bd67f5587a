import numpy as np


def softmax(a):
    e = np.exp(a - a.max())
    return e / e.sum()


def backward(X, Y, params):
    m, L, D = X.shape
    T1, T2, T3 = params["Theta1"], params["Theta2"], params["Theta3"]
    each = {k: [] for k in ("g_A3", "g_H6", "g_H5", "g_A2", "g_H4", "g_H2", "g_A1")}
    total = {"g_" + k: np.zeros(v.shape) for k, v in params.items()}
    for x, y in zip(X, Y):
        h1 = x.T
        a1 = h1 @ T1 + params["b1"]
        h4 = (a1 * (a1 > 0)).T + x
        a2 = h4 @ T2 + params["b2"]
        h6 = (a2 * (a2 > 0)).mean(axis=1)
        yhat = softmax(h6 @ T3 + params["b3"])

        ga3 = (y * yhat - y) / m
        gh6 = T3 @ ga3
        gh5 = np.outer(gh6, np.ones(D)) / D
        ga2 = gh5 * (a2 > 0)
        gh4 = ga2 @ T2.T
        gh2 = gh4.T
        ga1 = gh2 * (a1 > 0)
        for k, v in zip(each, (ga3, gh6, gh5, ga2, gh4, gh2, ga1)):
            each[k].append(v)
        total["g_Theta3"] += np.outer(h6, ga3)
        total["g_b3"] += ga3
        total["g_Theta2"] += h4.T @ ga2
        total["g_b2"] += ga2.sum(axis=0)
        total["g_Theta1"] += x @ ga1
        total["g_b1"] += ga1.sum(axis=0)
    return {**{k: np.stack(v) for k, v in each.items()}, **total}
