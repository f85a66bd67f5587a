import numpy as np


def mse(yhat, y):
    return 0.5 * np.sum((yhat - y) ** 2)


def dmse(yhat, y):
    return yhat - y


def bce(yhat, y):
    p = np.clip(yhat, 1e-15, 1 - 1e-15)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))


def dbce(yhat, y):
    return (yhat - y) / (yhat * (1 - yhat))
