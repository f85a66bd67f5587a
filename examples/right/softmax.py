import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def softmax_rows(Z):
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


def softmax_jacobian(z):
    y = softmax(z)
    return np.diag(y) - np.outer(y, y)


def dsoftmax(z, i, k):
    y = softmax(z)
    if i == k:
        return y[i] * (1 - y[i])
    return -y[i] * y[k]


def softmax_vjp(y, g):
    return y * (g - np.sum(g * y))


def softmax_beta(x, beta):
    return softmax(beta * x)


def softmax_beta_jacobian(x, beta):
    y = softmax_beta(x, beta)
    return beta * (np.diag(y) - np.outer(y, y))


def log_softmax(A):
    shifted = A - np.max(A, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


def cross_entropy(a, label):
    return -log_softmax(a)[label]


def grad_yhat(yhat, label):
    g = np.zeros(len(yhat))
    g[label] = -1 / yhat[label]
    return g


def grad_logits(a, label):
    g = softmax(a)
    g[label] -= 1
    return g


def batch_cross_entropy(A, Y):
    return -np.mean(np.sum(Y * log_softmax(A), axis=1))


def batch_grad_logits(A, Y):
    return (softmax_rows(A) - Y) / len(A)
