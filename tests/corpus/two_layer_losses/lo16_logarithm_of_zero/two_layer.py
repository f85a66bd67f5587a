import numpy as np


def mse(yhat, y):
    e = yhat - y
    return e @ e


def dmse(yhat, y):
    return 2 * (yhat - y)


def bce(yhat, y):
    return -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)).mean()


def dbce(yhat, y):
    return (yhat - y) / (yhat * (1 - yhat)) / len(y)
