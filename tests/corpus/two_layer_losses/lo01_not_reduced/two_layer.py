import numpy as np


def mse(yhat, y):
    return (yhat - y) ** 2


def dmse(yhat, y):
    return np.sign(yhat - y)


def bce(yhat, y):
    return -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))


def dbce(yhat, y):
    return (y - yhat) / (yhat * (1 - yhat)) / len(yhat)
