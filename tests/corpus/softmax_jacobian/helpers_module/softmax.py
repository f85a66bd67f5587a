import numpy as np
from helpers import stable_softmax


def softmax_jacobian(z):
    s = stable_softmax(z).reshape(-1, 1)
    return np.diagflat(s) - np.dot(s, s.T)
