import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    return log_softmax(a)[label]


def grad_yhat(yhat, label):
    g = np.zeros(yhat.shape)
    g[label] = 1 / yhat[label]
    return g


def grad_logits(a, label):
    return np.eye(len(a))[label] - softmax(a)


def batch_cross_entropy(A, Y):
    return (log_softmax(A) * Y).sum() / len(Y)


def batch_grad_logits(A, Y):
    return (Y - softmax(A)) / len(Y)
