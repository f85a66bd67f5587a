import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[0]
    S1 = X @ W1.T
    Z1 = np.maximum(S1, 0)
    Y = Z1 @ W2.T
    loss = np.sum((Y - T) ** 2) / (2 * N)
    delta2 = (Y - T) / N
    dW2 = delta2.T @ Z1
    delta1 = (delta2 @ W2) * (S1 > 0)
    dW1 = delta1.T @ X
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1
