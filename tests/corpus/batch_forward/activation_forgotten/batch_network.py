def forward(X, W, b, f):
    S = []
    Z = [X]
    for k in range(len(W)):
        S.append(W[k] @ Z[k] + b[k].reshape(-1, 1))
        Z.append(S[k])
    return S, Z
