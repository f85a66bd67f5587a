from math import exp, fsum


def softmax(z):
    m = max(z)
    e = [exp(v - m) for v in z]
    total = fsum(e)
    return tuple(v / total for v in e)


def softmax_rows(Z):
    return tuple(softmax(row) for row in Z)
