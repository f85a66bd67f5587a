def forward(X, W, b, f):
    S = [W[0] @ X + b[0][:, None]]
    for k in range(1, len(W)):
        S.append(W[k] @ S[k - 1] + b[k][:, None])
    return S, [X] + [f[k](S[k]) for k in range(len(W))]
