def loss(Y, T):
    D = Y - T
    return (D * D).sum() / (2 * len(D[0]))


def dloss(Y, T):
    return (Y - T) / (2 * Y.shape[1])
