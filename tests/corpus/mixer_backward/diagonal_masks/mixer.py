import numpy as np


def backward(X, Y, params):
    m, L, D = X.shape
    T1, T2, T3 = np.matrix(params["Theta1"]), np.matrix(params["Theta2"]), np.matrix(params["Theta3"])
    store = [[] for _ in range(7)]
    grads = [0, 0, 0, 0, 0, 0]
    for x, y in zip(map(np.matrix, X), map(np.matrix, Y)):
        a1 = x.T * T1 + params["b1"]
        h4 = np.maximum(a1, 0).T + x
        a2 = h4 * T2 + params["b2"]
        h6 = (np.maximum(a2, 0) * np.ones((D, 1)) / D).T
        a3 = h6 * T3 + params["b3"]
        e = np.exp(a3 - a3.max())
        g3 = (e / e.sum() - y) / m
        g6 = g3 * T3.T
        g5 = g6.T * np.ones((1, D)) / D
        g2 = np.vstack([g5[l] * np.diag((a2[l].A1 > 0) * 1.0) for l in range(L)])
        g4 = g2 * T2.T
        gh2 = g4.T
        g1 = np.vstack([gh2[d] * np.diag((a1[d].A1 > 0) * 1.0) for d in range(D)])
        for s, v in zip(store, (g3.A1, g6.A1, g5, g2, g4, gh2, g1)):
            s.append(np.array(v))
        own = (h6.T * g3, g3, h4.T * g2, np.ones((1, L)) * g2, x * g1, np.ones((1, D)) * g1)
        grads = [t + v for t, v in zip(grads, own)]
    g3, g6, g5, g2, g4, gh2, g1 = map(np.array, store)
    gT3, gb3, gT2, gb2, gT1, gb1 = grads
    return (g3, g6, gT3, gb3.A1, g5, g2, gT2, gb2.A1, g4, gh2, g1, gT1, gb1.A1)
