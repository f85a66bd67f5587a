import numpy as np


def relu(a):
    return np.maximum(a, 0)


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = relu(S1)
    Y = W2 @ Z1
    loss = np.sum((Y - T) ** 2) / (2 * N)
    delta2 = (Y - T) / N
    dW2 = delta2 @ Z1.T
    delta1 = relu(W2.T @ delta2)
    dW1 = delta1 @ X.T
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1
