def forward(X, W, b, f):
    S = []
    Z = [X]
    L = len(W)
    for k in range(L):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f[k](S[k]) if k < L - 1 else S[k])   # output layer is linear
    return S, Z
