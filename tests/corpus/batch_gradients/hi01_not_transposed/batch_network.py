def forward(X, W, b, f):
    S, Z = [], [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f[k](S[k]))
    return S, Z


def gradients(X, T, W, b, f):
    L, N = len(W), X.shape[1]
    S, Z = forward(X, W, b, f)
    dW, db = [None] * L, [None] * L
    delta = (Z[L] - T) / N * f[L - 1].derivative(S[L - 1])
    for k in range(L - 1, -1, -1):
        dW[k] = delta @ Z[k].T
        db[k] = delta.sum(axis=1)
        if k > 0:
            delta = (W[k] @ delta) * f[k - 1].derivative(S[k - 1])
    return dW, db
