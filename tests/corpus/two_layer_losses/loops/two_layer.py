from math import log


def mse(yhat, y):
    total = 0.0
    for p, t in zip(yhat, y):
        total += float(p - t) ** 2
    return total


def dmse(yhat, y):
    return [2 * float(p - t) for p, t in zip(yhat, y)]


def bce(yhat, y):
    total = 0.0
    for p, t in zip(yhat, y):
        if t > 0:
            total -= float(t) * log(p)
        if t < 1:
            total -= (1 - float(t)) * log(1 - p)
    return total / len(y)


def dbce(yhat, y):
    K = len(y)
    out = []
    for p, t in zip(yhat, y):
        p, t = float(p), float(t)
        out.append((-t / p + (1 - t) / (1 - p)) / K)
    return out
