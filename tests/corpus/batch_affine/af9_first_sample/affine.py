def backward_rows(X, W, G):
    return X.T @ G, G[0], G @ W.T


def backward_cols(Z, W, G):
    return G @ Z.T, G[:, 0], W.T @ G
