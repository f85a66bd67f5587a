import numpy as np


def softmax(a):
    return np.exp(a) / np.sum(np.exp(a), axis=-1, keepdims=True)


def cross_entropy(a, label):
    return -np.log(softmax(a)[label])


def grad_yhat(yhat, label):
    y = np.zeros_like(yhat)
    y[label] = 1
    return -y / yhat


def grad_logits(a, label):
    y = np.eye(len(a))[label]
    return softmax(a) - y


def batch_cross_entropy(A, Y):
    return -np.sum(Y * np.log(softmax(A))) / len(A)


def batch_grad_logits(A, Y):
    return (softmax(A) - Y) / len(A)
