def backward_rows(X, W, G):
    return X.T @ G, G.sum(axis=0, keepdims=True), G @ W.T


def backward_cols(Z, W, G):
    return G @ Z.T, G.sum(axis=1, keepdims=True), W.T @ G
