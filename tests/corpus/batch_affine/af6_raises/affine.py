def backward_rows(X, W, G):
    dX = G @ W
    return X.T @ G, G.sum(axis=0), dX


def backward_cols(Z, W, G):
    return G @ Z.T, G.sum(axis=1), W @ G
