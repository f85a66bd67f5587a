import numpy as np


def output_gradient(yhat, l):
    dL_dy = np.zeros_like(yhat)
    dL_dy[l] = -1 / yhat[l]
    J = np.diag(yhat) - np.outer(yhat, yhat)
    return J @ dL_dy
