import math


def softmax(z):
    total = 0
    for v in z:
        total += math.exp(v)
    return [math.exp(v) / total for v in z]
