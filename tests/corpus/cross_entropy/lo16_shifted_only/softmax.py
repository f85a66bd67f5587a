import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def cross_entropy(a, label):
    return -np.log(softmax(a)[label])


def grad_yhat(yhat, label):
    y = np.arange(len(yhat)) == label
    return np.where(y, -1 / yhat[label], 0)


def grad_logits(a, label):
    return softmax(a) - np.eye(len(a))[label]


def batch_cross_entropy(A, Y):
    return -np.log(np.sum(softmax(A) * Y, axis=1)).mean()


def batch_grad_logits(A, Y):
    return (softmax(A) - Y) / len(A)
