import numpy as np


def loss(Yhat, Y):
    return -np.mean(np.log(Yhat[np.arange(len(Y)), Y.argmax(axis=1)]))
