import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    return -log_softmax(a)[np.argmax(a)]


def grad_yhat(yhat, label):
    return -1 / yhat[label]


def grad_logits(a, label):
    p = softmax(a)
    y = np.zeros(len(a))
    y[label] = 1
    return (p - y) * p * (1 - p)


def batch_cross_entropy(A, Y):
    losses = [-(y * log_softmax(a)).sum() / len(Y) for a, y in zip(A, Y)]
    return np.mean(losses)


def batch_grad_logits(A, Y):
    dL = (softmax(A) - Y) / len(Y)
    return dL / len(Y)
