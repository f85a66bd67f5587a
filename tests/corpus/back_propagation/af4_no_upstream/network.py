import numpy as np


def back_propagation(theta, h, a, y, yhat):
    dW = [np.tile(v, (len(z), 1)) for v, z in zip(h, a)]
    db = [np.ones(len(z)) for z in a]
    return dW, db
