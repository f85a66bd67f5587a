def backward_rows(X, W, G):
    N = len(X)
    return X.T @ G / N, G.sum(axis=0) / N, G @ W.T


def backward_cols(Z, W, G):
    N = Z.shape[1]
    return G @ Z.T / N, G.sum(axis=1) / N, W.T @ G
