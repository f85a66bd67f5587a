import math


def one(t):
    if t >= 0:
        return 1.0 / (1.0 + math.exp(-t))
    e = math.exp(t)
    return e / (1.0 + e)


def sigmoid(z):
    if z.ndim == 1:
        return [one(t) for t in z]
    return [[one(t) for t in row] for row in z]


def dsigmoid(z):
    # sigma(-z) = 1 - sigma(z), so no digits are lost
    if z.ndim == 1:
        return [one(t) * one(-t) for t in z]
    return [[one(t) * one(-t) for t in row] for row in z]
