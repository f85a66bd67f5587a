import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    p = softmax(a)
    loss = 0
    with np.errstate(divide="ignore"):
        for i in range(len(a)):
            loss -= np.log(p[i]) if i == label else np.log(1 - p[i])
    return loss


def grad_yhat(yhat, label):
    with np.errstate(divide="ignore"):
        return -1 / yhat


def grad_logits(a, label):
    p = softmax(a)
    y = (np.arange(len(a)) == label).astype(float)
    return y * p - y


def batch_cross_entropy(A, Y):
    return -log_softmax(A).sum() / len(A)


def batch_grad_logits(A, Y):
    with np.errstate(all="ignore"):
        return -Y / softmax(A) / len(A)
