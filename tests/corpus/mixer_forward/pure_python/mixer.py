import math


def transpose(M):
    return [list(col) for col in zip(*M)]


def layer(M, W, b):
    return [[sum(r[k] * W[k][j] for k in range(len(W))) + b[j] for j in range(len(b))] for r in M]


def relu(M):
    return [[v if v > 0 else 0.0 for v in r] for r in M]


def softmax(r):
    c = max(r)
    e = [math.exp(v - c) for v in r]
    return [v / sum(e) for v in e]


def forward(X, params):
    p = {k: v.tolist() for k, v in params.items()}
    out = {k: [] for k in ("H1", "A1", "H2", "H3", "H4", "A2", "H5", "H6", "A3", "Yhat")}
    for x in X.tolist():
        h1 = transpose(x)
        a1 = layer(h1, p["Theta1"], p["b1"])
        h2 = relu(a1)
        h3 = transpose(h2)
        h4 = [[u + v for u, v in zip(r, s)] for r, s in zip(h3, x)]
        a2 = layer(h4, p["Theta2"], p["b2"])
        h5 = relu(a2)
        h6 = [sum(r) / len(r) for r in h5]
        a3 = layer([h6], p["Theta3"], p["b3"])[0]
        for k, v in zip(out, (h1, a1, h2, h3, h4, a2, h5, h6, a3, softmax(a3))):
            out[k].append(v)
    return out
