import numpy as np


def step(X, T, W1, W2, lr):
    (d, N), H, K = X.shape, W1.shape[0], W2.shape[0]
    S1, Z1, delta1 = np.zeros((H, N)), np.zeros((H, N)), np.zeros((H, N))
    Y, delta2 = np.zeros((K, N)), np.zeros((K, N))
    dW1, dW2, loss = np.zeros((H, d)), np.zeros((K, H)), 0.0
    for n in range(N):
        S1[:, n] = W1 @ X[:, n]
        Z1[:, n] = np.maximum(0, S1[:, n])
        Y[:, n] = W2 @ Z1[:, n]
        e = Y[:, n] - T[:, n]
        loss += e @ e / (2 * N)
        delta2[:, n] = e / N
        delta1[:, n] = (delta2[:, n] @ W2) * (S1[:, n] > 0)
        dW2 += np.outer(delta2[:, n], Z1[:, n])
        dW1 += np.outer(delta1[:, n], X[:, n])
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1
