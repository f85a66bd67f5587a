import numpy as np


def mse(yhat, y):
    return np.mean((yhat - y) ** 2)


def dmse(yhat, y):
    return 2 * (yhat - y) / len(y)


def bce(yhat, y):
    return -np.mean(y * np.log(yhat) - (1 - y) * np.log(1 - yhat))


def dbce(yhat, y):
    return -(y / yhat + (1 - y) / (1 - yhat)) / len(y)
