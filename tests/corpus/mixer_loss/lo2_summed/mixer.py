import numpy as np


def loss(Yhat, Y):
    return -np.sum(np.log(np.sum(Yhat * Y, axis=1)))
