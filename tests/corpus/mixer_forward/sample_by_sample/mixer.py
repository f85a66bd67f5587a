import numpy as np

NAMES = ["H1", "A1", "H2", "H3", "H4", "A2", "H5", "H6", "A3", "Yhat"]


def one(x, p):
    h1 = x.T
    a1 = h1.dot(p["Theta1"]) + p["b1"]
    h2 = a1 * (a1 > 0)
    h3 = h2.T
    h4 = h3 + x
    a2 = h4.dot(p["Theta2"]) + p["b2"]
    h5 = a2 * (a2 > 0)
    h6 = h5.mean(1)
    a3 = h6.dot(p["Theta3"]) + p["b3"]
    e = np.exp(a3 - max(a3))
    return [h1, a1, h2, h3, h4, a2, h5, h6, a3, e / sum(e)]


def forward(X, params):
    rows = [one(x, params) for x in X]
    return {n: np.array([r[i] for r in rows]) for i, n in enumerate(NAMES)}
