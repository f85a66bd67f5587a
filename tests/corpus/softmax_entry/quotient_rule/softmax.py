import math


def dsoftmax(z, i, k):
    top = max(z)
    e = [math.exp(v - top) for v in z]
    s = sum(e)
    d = 1 if i == k else 0
    return (d * e[i] * s - e[i] * e[k]) / s**2
