import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    e = np.exp(a - a.max())
    s = 0
    for i in range(len(a)):
        s += e[label]
    with np.errstate(all="ignore"):
        return -np.log(e[label] / s)


def grad_yhat(yhat, label):
    return -np.eye(len(yhat))[label] / yhat[label]


def grad_logits(a, label):
    e = np.exp(a - a.max())
    p = e / e.sum()
    y = np.eye(len(a))[label]
    return (p - y) * e.sum() ** 2 / (e ** 2).sum()


def batch_cross_entropy(A, Y):
    P = softmax(A.T).T
    return -(Y * log_softmax(A.T).T).sum() / len(A)


def batch_grad_logits(A, Y):
    E = np.exp(A - A.max(axis=1, keepdims=True))
    S, S2 = E.sum(axis=1, keepdims=True), (E * E).sum(axis=1, keepdims=True)
    return (E / S - Y) * S ** 2 / S2 / len(A)
