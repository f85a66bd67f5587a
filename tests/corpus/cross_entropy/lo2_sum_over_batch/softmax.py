import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    s = a - a.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))


def cross_entropy(a, label):
    return -log_softmax(a)[label]


def grad_yhat(yhat, label):
    # derivative of cross-entropy + softmax
    yhat[label] -= 1
    return yhat


def grad_logits(a, label):
    # dL/dyhat = -y / yhat
    y = np.eye(len(a))[label]
    with np.errstate(all="ignore"):
        return -y / softmax(a)


def batch_cross_entropy(A, Y):
    return -np.sum(log_softmax(A) * Y)


def batch_grad_logits(A, Y):
    return softmax(A) - Y
