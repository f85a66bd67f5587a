import math


def loss(Yhat, Y):
    total = 0.0
    for p, y in zip(Yhat, Y):
        for k in range(len(y)):
            if y[k] == 1:
                total += math.log(p[k])
    return -total / len(Y)
