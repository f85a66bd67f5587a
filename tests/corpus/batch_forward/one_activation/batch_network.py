def forward(X, W, b, f):
    f = f[0]
    S = []
    Z = [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k][:, None])
        Z.append(f(S[k]))
    return S, Z
