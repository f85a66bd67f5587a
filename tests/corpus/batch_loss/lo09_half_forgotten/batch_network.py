def loss(Y, T):
    return ((Y - T) ** 2).sum() / Y.shape[1]


def dloss(Y, T):
    return 2 * (Y - T) / Y.shape[1]
