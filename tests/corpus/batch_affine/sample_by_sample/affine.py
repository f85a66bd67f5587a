import numpy as np


def backward_rows(X, W, G):
    dW = np.zeros(W.shape)
    db = np.zeros(W.shape[1])
    dX = np.zeros(X.shape)
    for i in range(len(X)):
        dW += np.outer(X[i], G[i])
        db += G[i]
        dX[i] = W @ G[i]
    return {"dW_rows": dW, "db_rows": db, "dX": dX}


def backward_cols(Z, W, G):
    # the other convention, turned
    grads = backward_rows(Z.T, W.T, G.T)
    return {"dW_cols": grads["dW_rows"].T, "db_cols": grads["db_rows"], "dZ": grads["dX"].T}
