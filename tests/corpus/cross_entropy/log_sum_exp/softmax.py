import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def cross_entropy(a, label):
    m = a.max()
    return m + np.log(np.sum(np.exp(a - m))) - a[label]


def grad_yhat(yhat, label):
    g = np.zeros(len(yhat))
    g[label] = -1 / yhat[label]
    return g


def grad_logits(a, label):
    p = softmax(a)
    p[label] -= 1
    return p


def batch_cross_entropy(A, Y):
    m = A.max(axis=1, keepdims=True)
    logp = A - m - np.log(np.exp(A - m).sum(axis=1, keepdims=True))
    return -np.mean(np.sum(Y * logp, axis=1))


def batch_grad_logits(A, Y):
    return (softmax(A) - Y) / A.shape[0]
