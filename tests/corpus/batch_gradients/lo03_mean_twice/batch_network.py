def forward(X, W, b, f):
    S, Z = [], [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f[k](S[k]))
    return S, Z


def gradients(X, T, W, b, f):
    N = X.shape[1]
    S, Z = forward(X, W, b, f)
    g = (Z[-1] - T) / N
    dW, db = [], []
    for k in reversed(range(len(W))):
        d = g * f[k].derivative(S[k])
        dW.insert(0, d @ Z[k].T / N)
        db.insert(0, d.mean(axis=1))
        g = W[k].T @ d
    return dW, db
