import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    # forward
    S1 = np.dot(W1, X)
    mask = S1 >= 0
    Z1 = S1 * mask
    Y = np.dot(W2, Z1)
    loss = 0.5 / N * np.linalg.norm(Y - T) ** 2
    # backward
    delta2 = (Y - T) / N
    dW2 = np.dot(delta2, Z1.T)
    delta1 = np.dot(W2.T, delta2) * mask
    dW1 = np.dot(delta1, X.T)
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1
