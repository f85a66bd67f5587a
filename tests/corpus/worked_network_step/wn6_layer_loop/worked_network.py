import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    W, Z, S = [W1, W2], [X], []
    for l in range(2):
        S.append(W[l] @ Z[l])
        Z.append(np.maximum(S[l], 0) if l == 0 else S[l])
    loss = np.sum((Z[2] - T) ** 2) / (2 * N)
    delta, dW = [None, (Z[2] - T) / N], [None, None]
    for l in (1, 0):
        if l == 0:
            delta[0] = (W[1].T @ delta[1]) * (S[0] > 0)
        dW[l] = delta[l] @ Z[l].T
        W[l] = W[l] - lr * dW[l]
    return S[0], Z[1], Z[2], loss, delta[1], dW[1], delta[0], dW[0], W[1], W[0]
