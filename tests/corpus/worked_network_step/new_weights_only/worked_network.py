import numpy as np


def step(X, T, W1, W2, lr):
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    delta2 = (W2 @ Z1 - T) / X.shape[1]
    delta1 = (W2.T @ delta2) * (S1 > 0)
    return W2 - lr * delta2 @ Z1.T, W1 - lr * delta1 @ X.T
