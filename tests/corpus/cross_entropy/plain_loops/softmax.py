import math


def log_softmax(a):
    top = max(a)
    s = sum(math.exp(v - top) for v in a)
    return [v - top - math.log(s) for v in a]


def cross_entropy(a, label):
    return -log_softmax(a)[label]


def grad_yhat(yhat, label):
    return [-1 / yhat[i] if i == label else 0.0 for i in range(len(yhat))]


def grad_logits(a, label):
    return [math.exp(lp) - (i == label) for i, lp in enumerate(log_softmax(a))]


def batch_cross_entropy(A, Y):
    total = 0
    for row, y in zip(A, Y):
        total += cross_entropy(row, list(y).index(1))
    return total / len(A)


def batch_grad_logits(A, Y):
    return [[g / len(A) for g in grad_logits(row, list(y).index(1))] for row, y in zip(A, Y)]
