import math


def softmax_beta(x, beta):
    z = [float(beta * v) for v in x]
    m = max(z)
    e = [math.exp(v - m) for v in z]
    total = math.fsum(e)
    return [v / total for v in e]


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return [[beta * yi * ((i == j) - yj) for j, yj in enumerate(y)]
            for i, yi in enumerate(y)]
