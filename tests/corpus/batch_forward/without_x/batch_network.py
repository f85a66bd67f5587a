def forward(X, W, b, f):
    S = []
    Z = []
    h = X
    for k in range(len(W)):
        S.append(W[k] @ h + b[k][:, None])
        h = f[k](S[k])
        Z.append(h)
    return S, Z
