from math import exp


def softmax_jacobian(z):
    top = max(z)
    e = [exp(v - top) for v in z]
    s = sum(e)
    y = [v / s for v in e]
    return [[yi * ((i == j) - yj) for j, yj in enumerate(y)]
            for i, yi in enumerate(y)]
