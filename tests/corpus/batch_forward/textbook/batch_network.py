def forward(X, W, b, f):
    S, Z = [], [X]
    for Wk, bk, fk in zip(W, b, f):
        S.append(Wk @ Z[-1] + bk[:, None])
        Z.append(fk(S[-1]))
    return {"S": S, "Z": Z}
