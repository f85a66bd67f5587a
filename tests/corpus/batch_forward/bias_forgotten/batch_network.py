def forward(X, W, b, f):
    S = []
    Z = [X]
    for k in range(len(W)):
        S += [W[k] @ Z[k]]
        Z += [f[k](S[k])]
    return S, Z
