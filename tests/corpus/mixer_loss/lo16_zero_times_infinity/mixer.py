import numpy as np


def loss(Yhat, Y):
    return -np.sum(Y * np.log(Yhat)) / Y.shape[0]
