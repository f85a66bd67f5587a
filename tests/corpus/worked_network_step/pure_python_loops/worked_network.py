def matmul(A, B):
    return [[sum(a * b for a, b in zip(row, col)) for col in zip(*B)] for row in A]


def transpose(A):
    return [list(col) for col in zip(*A)]


def minus(A, B, t=1.0):
    return [[a - t * b for a, b in zip(r, s)] for r, s in zip(A, B)]


def step(X, T, W1, W2, lr):
    X, T, W1, W2 = X.tolist(), T.tolist(), W1.tolist(), W2.tolist()
    N = len(X[0])
    S1 = matmul(W1, X)
    Z1 = [[max(s, 0.0) for s in row] for row in S1]
    Y = matmul(W2, Z1)
    diff = minus(Y, T)
    loss = sum(d * d for row in diff for d in row) / (2 * N)
    delta2 = [[d / N for d in row] for row in diff]
    dW2 = matmul(delta2, transpose(Z1))
    back = matmul(transpose(W2), delta2)
    delta1 = [[b if s > 0 else 0.0 for b, s in zip(r, q)] for r, q in zip(back, S1)]
    dW1 = matmul(delta1, transpose(X))
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, minus(W2, dW2, lr), minus(W1, dW1, lr)
