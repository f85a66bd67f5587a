import math


def softmax_beta(x, beta):
    e = [math.exp(beta * v) for v in x]
    return [v / sum(e) for v in e]


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    n = len(y)
    return [[beta * (y[i] * (i == j) - y[i] * y[j]) for j in range(n)] for i in range(n)]
