import numpy as np


def loss(Yhat, Y):
    eps = 1e-12
    return -np.mean(Y * np.log(Yhat + eps))
