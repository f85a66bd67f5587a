import numpy as np


def softmax(A):
    E = np.exp(A - A.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def forward(W, b, g, X):
    H, A = [X], []
    for k in range(len(W)):
        A.append(H[-1] @ W[k].T + b[k])
        if k < len(W) - 1:
            H.append(g(A[-1]))
    return H, A


def cost(Z, l):
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(l)), l])


def gradient_descent(theta, data, eta, max_iterations):
    W = [w.copy() for w in theta["W"]]
    b = [v.copy() for v in theta["b"]]
    g = theta["g"]
    X = np.array([x for x, l in data])
    l = np.array([l for x, l in data])
    N, L = len(data), len(W)
    losses = []
    for t in range(max_iterations):
        H, A = forward(W, b, g, X)
        losses.append(cost(A[-1], l))
        delta = softmax(A[-1])
        delta[np.arange(N), l] -= 1
        delta /= N
        dW, db = [None] * L, [None] * L
        for k in range(L - 1, -1, -1):
            dW[k] = delta.T @ H[k]
            db[k] = delta.sum(axis=0)
            if k < L - 1 and k > 0:
                delta = (delta @ W[k]) * g.derivative(A[k])
            elif k > 0:
                delta = delta @ W[k]
        for k in range(L):
            W[k] -= eta * dW[k]
            b[k] -= eta * db[k]
    losses.append(cost(forward(W, b, g, X)[1][-1], l))
    return {"W": W, "b": b}, losses
