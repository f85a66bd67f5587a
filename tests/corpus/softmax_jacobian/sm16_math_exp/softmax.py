import math


def softmax_jacobian(z):
    s = sum(math.exp(v) for v in z)
    y = [math.exp(v) / s for v in z]
    n = len(y)
    return [[y[i] * (1 - y[i]) if i == j else -y[i] * y[j] for j in range(n)]
            for i in range(n)]
