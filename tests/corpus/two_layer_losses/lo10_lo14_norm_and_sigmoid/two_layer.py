import numpy as np


def mse(yhat, y):
    return np.linalg.norm(yhat - y)


def dmse(yhat, y):
    return (yhat - y) / np.linalg.norm(yhat - y)


def bce(yhat, y):
    return -(y * np.log2(yhat) + (1 - y) * np.log2(1 - yhat)).mean()


def dbce(yhat, y):
    return (yhat - y) / len(y)
