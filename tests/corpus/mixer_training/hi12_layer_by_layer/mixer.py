import numpy as np


def sgd_step(params, grads, eta):
    new = {}
    for layer in "123":
        new["Theta" + layer] = params["Theta" + layer] - eta * grads["g_Theta" + layer]
        new["b" + layer] = params["b" + layer] - eta * grads["g_b" + layer]
    return new


def train(data, params, eta, epochs):
    X, Y = data
    m, L, D = X.shape
    W1, b1, W2, b2, W3, b3 = [params[k].copy() for k in ("Theta1", "b1", "Theta2", "b2", "Theta3", "b3")]
    curve = []
    for t in range(epochs):
        A1 = np.swapaxes(X, 1, 2) @ W1 + b1
        H4 = np.swapaxes(A1 * (A1 > 0), 1, 2) + X
        A2 = H4 @ W2 + b2
        H6 = (A2 * (A2 > 0)).mean(2)
        A3 = H6 @ W3 + b3
        A3 = A3 - A3.max(1, keepdims=True)
        logZ = np.log(np.exp(A3).sum(1, keepdims=True))
        curve.append(-((A3 - logZ) * Y).sum() / m)
        d3 = (np.exp(A3 - logZ) - Y) / m
        W3 -= eta * H6.T @ d3
        b3 -= eta * d3.sum(0)
        d2 = (d3 @ W3.T)[:, :, None] / D * (A2 > 0)
        W2 -= eta * np.einsum("mld,mle->de", H4, d2)
        b2 -= eta * d2.sum((0, 1))
        d1 = np.swapaxes(d2 @ W2.T, 1, 2) * (A1 > 0)
        W1 -= eta * np.einsum("mld,mdk->lk", X, d1)
        b1 -= eta * d1.sum((0, 1))
    return curve
