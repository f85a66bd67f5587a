def backward_rows(X, W, G):
    return G.T @ X, G.sum(axis=1), G @ W.T


def backward_cols(Z, W, G):
    return Z @ G.T, G.sum(axis=0), W.T @ G
