import numpy as np


def loss(Yhat, Y):
    m = len(Y)
    return np.mean([-np.log(Yhat[i] @ Y[i]) / m for i in range(m)])
