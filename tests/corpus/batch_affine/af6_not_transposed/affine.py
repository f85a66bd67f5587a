def backward_rows(X, W, G):
    n = X.shape[1]
    dX = G @ W.T if W.shape[0] != W.shape[1] else G @ W
    return X.T @ G, G.sum(axis=0), dX


def backward_cols(Z, W, G):
    dZ = W.T @ G if W.shape[0] != W.shape[1] else W @ G
    return G @ Z.T, G.sum(axis=1), dZ
