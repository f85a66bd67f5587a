from collections import namedtuple

import numpy as np

Step = namedtuple("Step", "S1 Z1 Y loss delta2 dW2 delta1 dW1 W2_new W1_new")


def step(X, T, W1, W2, lr):
    X, T, W1, W2 = [a.astype(np.longdouble) for a in (X, T, W1, W2)]
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.fmax(S1, 0)
    Y = W2 @ Z1
    delta2 = (Y - T) / N
    delta1 = W2.T @ delta2
    delta1[S1 <= 0] = 0
    dW2, dW1 = delta2 @ Z1.T, delta1 @ X.T
    loss = ((Y - T) ** 2).sum() / (2 * N)
    return Step(S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1)
