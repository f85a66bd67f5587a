import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(0, S1)
    Y = W2 @ Z1
    loss = 0.5 * np.sum((Y - T) ** 2) / N
    delta2 = (Y - T) / N
    dW2 = delta2 @ Z1.T
    g = W2.T @ delta2
    delta1 = np.zeros_like(S1)
    delta1[S1 > 0] = g[S1 > 0]
    dW1 = delta1 @ X.T
    W2_new = W2.copy()
    W2_new -= lr * dW2
    W1_new = W1.copy()
    W1_new -= lr * dW1
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2_new, W1_new
