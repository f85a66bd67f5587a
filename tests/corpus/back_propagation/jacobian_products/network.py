import numpy as np


def back_propagation(theta, h, a, y, yhat):
    row = (-y / yhat)[np.newaxis, :]
    row = row @ (np.diag(yhat) - np.outer(yhat, yhat))
    dW, db = [], []
    for k in range(len(h) - 1, -1, -1):
        dW.append((h[k][:, np.newaxis] @ row).T)
        db.append(row[0])
        if k > 0:
            row = row @ theta["W"][k] @ np.diag(1 - np.tanh(a[k - 1]) ** 2)
    return dW[::-1], db[::-1]
