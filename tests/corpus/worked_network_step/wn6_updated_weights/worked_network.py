import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    loss = np.sum((Y - T) ** 2) / (2 * N)
    delta2 = (Y - T) / N
    dW2 = delta2 @ Z1.T
    W2_new = W2 - lr * dW2
    delta1 = (W2_new.T @ delta2) * (S1 > 0)
    dW1 = delta1 @ X.T
    W1_new = W1 - lr * dW1
    return {"S1": S1, "Z1": Z1, "Y": Y, "loss": loss, "delta2": delta2, "dW2": dW2,
            "W2_new": W2_new, "delta1": delta1, "dW1": dW1, "W1_new": W1_new}
