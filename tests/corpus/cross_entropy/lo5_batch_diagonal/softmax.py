import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    return -softmax(a)[label]


def grad_yhat(yhat, label):
    return -np.eye(len(yhat))[label]


def grad_logits(a, label):
    # softmax'(a) = p (1 - p), so -1/p * p (1 - p)
    p = softmax(a)
    g = np.zeros(len(a))
    g[label] = -(1 - p[label])
    return g


def batch_cross_entropy(A, Y):
    return -np.mean(np.sum(Y * softmax(A), axis=1))


def batch_grad_logits(A, Y):
    P = softmax(A)
    return (Y * P - Y) / len(A)
