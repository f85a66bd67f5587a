import numpy as np


def mse(yhat, y):
    return abs(yhat - y).sum()


def dmse(yhat, y):
    return 2 * (y - yhat)


def bce(yhat, y):
    return -np.mean(y * np.log(yhat))


def dbce(yhat, y):
    return -(y / yhat) / len(yhat)
