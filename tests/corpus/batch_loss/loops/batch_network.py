def loss(Y, T):
    d, N = Y.shape
    total = 0.0
    for n in range(N):
        for i in range(d):
            total += 0.5 * (Y[i, n] - T[i, n]) ** 2
    return total / N


def dloss(Y, T):
    d, N = Y.shape
    return [[(Y[i, n] - T[i, n]) / N for n in range(N)] for i in range(d)]
