import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    S1 = W1 @ X
    active = (S1 > 0).astype(float)
    Z1 = active * S1
    Y = W2 @ Z1
    E = Y - T
    B = active * (W2.T @ E)
    gW2 = np.sum([np.outer(E[:, n], Z1[:, n]) for n in range(N)], axis=0) / N
    gW1 = np.sum([np.outer(B[:, n], X[:, n]) for n in range(N)], axis=0) / N
    return {
        "S1": S1, "Z1": Z1, "Y": Y, "loss": (E ** 2).sum(axis=0).mean() / 2,
        "delta2": E / N, "delta1": B / N, "dW2": gW2, "dW1": gW1,
        "W2_new": W2 - lr * gW2, "W1_new": W1 - lr * gW1,
    }
