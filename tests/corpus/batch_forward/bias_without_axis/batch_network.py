def forward(X, W, b, f):
    S = []
    Z = [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k])
        Z.append(f[k](S[k]))
    return S, Z
