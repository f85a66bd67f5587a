import numpy as np
from functools import reduce


def back_propagation(theta, h, a, y, yhat):
    L = len(a)
    hops = [theta["W"][k].T * (1 - h[k] ** 2)[:, None] for k in range(1, L)]
    dW, db = [], []
    for k in range(L):
        path = reduce(np.matmul, hops[k:], np.eye(len(a[k])))
        db.append(path @ (yhat - y))
        dW.append(np.outer(db[k], h[k]))
    return dW, db
