import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    y = np.eye(len(a))[label]
    return -np.mean(y * log_softmax(a))


def grad_yhat(yhat, label):
    g = np.zeros(len(yhat))
    g[label] = -1 / yhat[label]
    return g / len(yhat)


def grad_logits(a, label):
    p = softmax(a)
    return (p - np.eye(len(a))[label]) * p


def batch_cross_entropy(A, Y):
    return np.mean(-Y * log_softmax(A))


def batch_grad_logits(A, Y):
    return (softmax(A) - Y) / Y.size
