import numpy as np


def step(X, T, W1, W2, lr):
    X, T, A, B = np.asmatrix(X), np.asmatrix(T), np.asmatrix(W1), np.asmatrix(W2)
    N = X.shape[1]
    S1 = A * X
    Z1 = np.maximum(S1, 0)
    Y = B * Z1
    D = Y - T
    loss = np.sum(np.square(D)) / (2 * N)
    delta2 = D / N
    cols = [np.diag((np.asarray(S1)[:, n] > 0) * 1.0) * (B.T * delta2[:, n]) for n in range(N)]
    delta1 = np.hstack(cols)
    dW2, dW1 = delta2 * Z1.T, delta1 * X.T
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, B - lr * dW2, A - lr * dW1
