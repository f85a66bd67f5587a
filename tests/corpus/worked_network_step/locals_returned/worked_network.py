import numpy as np

NAMES = "S1 Z1 Y loss delta2 dW2 delta1 dW1 W2_new W1_new".split()


def step(X, T, W1, W2, lr):
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    N = Y.shape[1]
    loss = np.sum((T - Y) ** 2) / (2 * N)
    delta2 = -(T - Y) / N
    dW2 = (Z1 @ delta2.T).T
    delta1 = (delta2.T @ W2).T * (S1 > 0)
    dW1 = (X @ delta1.T).T
    W2_new = W2 - lr * dW2
    W1_new = W1 - lr * dW1
    found = locals()
    return {name: found[name] for name in NAMES}
