def forward(X, W, b, f):
    S = []
    Z = [X]
    for k in range(len(W)):
        S.append(Z[k] @ W[k].T + b[k])
        Z.append(f[k](S[k]))
    return S, Z
