import math


def softmax(z):
    m = max(z)
    total = sum(math.exp(v - m) for v in z)
    return {i: math.exp(v - m) / total for i, v in enumerate(z)}
