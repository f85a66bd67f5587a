def forward(X, W, b, f):
    S, Z = [], [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f[k](S[k]))
    return S, Z


def gradients(X, T, W, b, f):
    S, Z = forward(X, W, b, f)
    g = (Z[-1] - T) / X.shape[1]
    dW, db = [], []
    for k in reversed(range(len(W))):
        d = g * f[k].derivative(S[k])
        dW.insert(0, d @ Z[k + 1].T)
        db.insert(0, d.sum(1))
        g = W[k].T @ d
    return dW, db
