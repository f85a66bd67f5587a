# no numpy needed for this one
import math


def softmax(z):
    biggest = z[0]
    for v in z:
        if v > biggest:
            biggest = v
    exps = []
    total = 0.0
    for v in z:
        e = math.exp(v - biggest)
        exps.append(e)
        total += e
    return [e / total for e in exps]


def softmax_rows(Z):
    result = []
    for row in Z:
        result.append(softmax(row))
    return result
