import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    loss = np.sum((Y - T) ** 2) / (2 * N)
    delta2 = (Y - T) / N
    dW2 = Z1 @ delta2.T
    delta1 = (W2.T @ delta2) * (S1 > 0)
    dW1 = X @ delta1.T
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2.T, W1 - lr * dW1.T
