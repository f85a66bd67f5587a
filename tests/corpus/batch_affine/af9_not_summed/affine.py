def backward_rows(X, W, G):
    return X.T @ G, G, G @ W.T


def backward_cols(Z, W, G):
    return G @ Z.T, G, W.T @ G
