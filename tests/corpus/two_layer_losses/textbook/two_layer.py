import numpy as np


def mse(yhat, y):
    return np.sum((yhat - y) ** 2)


def dmse(yhat, y):
    return 2 * (yhat - y)


def bce(yhat, y):
    right = np.where(y > 0.5, yhat, 1 - yhat)
    return -np.mean(np.log(right))


def dbce(yhat, y):
    K = yhat.shape[0]
    return (yhat - y) / (K * yhat * (1 - yhat))
