import numpy as np


def network(X, W1, W2):
    S = W1 @ X
    Z = np.where(S.real > 0, S, 0)
    return S, Z, W2 @ Z


def grad(f, W, h=1e-30):
    G = np.zeros(W.shape)
    for idx in np.ndindex(*W.shape):
        V = W.astype(complex)
        V[idx] += 1j * h
        G[idx] = f(V).imag / h
    return G


def step(X, T, W1, W2, lr):
    N = X.shape[1]
    S1, Z1, Y = network(X, W1, W2)
    cost = lambda A, B: np.sum((network(X, A, B)[2] - T) ** 2) / (2 * N)
    dW1 = grad(lambda A: cost(A, W2), W1)
    dW2 = grad(lambda B: cost(W1, B), W2)
    delta2 = (Y - T) / N
    delta1 = (W2.T @ delta2) * (S1 > 0)
    return (S1, Z1, Y, cost(W1, W2), delta2, dW2, delta1, dW1, W2 - lr * dW2, W1 - lr * dW1)
