import math

import numpy as np


def back_propagation(theta, h, a, y, yhat):
    f = np.float32
    L = len(a)
    delta = [f(p) - f(t) for p, t in zip(yhat, y)]
    dW, db = [None] * L, [None] * L
    for k in range(L - 1, -1, -1):
        db[k] = list(delta)
        dW[k] = [[d * f(v) for v in h[k]] for d in delta]
        if k > 0:
            W = theta["W"][k]
            below = []
            for j in range(len(h[k])):
                total = f(0)
                for i in range(len(delta)):
                    total += f(W[i][j]) * delta[i]
                t = f(math.tanh(a[k - 1][j]))
                below.append(total * (f(1) - t * t))
            delta = below
    return dW, db
