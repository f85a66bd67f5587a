def forward(X, W, b, f):
    S, Z = [], [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f[k](S[k]))
    return S, Z


def gradients(X, T, W, b, f):
    S, Z = forward(X, W, b, f)
    L = len(W)
    delta = (Z[L] - T) / X.shape[1]
    dW, db = [delta @ Z[L - 1].T], [delta.sum(axis=1)]
    for k in range(L - 2, -1, -1):
        delta = (W[k + 1].T @ delta) * f[k].derivative(S[k])
        dW = [delta @ Z[k].T] + dW
        db = [delta.sum(axis=1)] + db
    return dW, db
