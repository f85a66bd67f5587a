def loss(Y, T):
    return ((Y - T) ** 2).sum() / (2 * len(Y))


def dloss(Y, T):
    return (Y - T) / len(Y)
