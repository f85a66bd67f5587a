def loss(Y, T):
    return (Y - T).sum() ** 2 / (2 * Y.shape[1])


def dloss(Y, T):
    return (Y - T).sum(0) / Y.shape[1]
