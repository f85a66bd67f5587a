import numpy as np


def step(X, T, W1, W2, lr):
    N = T.shape[1]
    S1 = W1 @ X
    g = np.heaviside(S1, 0.5)
    Z1 = g * S1
    Y = W2 @ Z1
    err = Y - T
    loss = float((err * err).sum() / 2 / N)
    delta2 = err / N
    dW2 = delta2 @ Z1.T
    delta1 = g * (W2.T @ delta2)
    dW1 = delta1 @ X.T
    return [S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1]
