import numpy as np


def jac(z, name):
    I = np.eye(z.size)
    s = 1 / (1 + np.exp(-z))
    return {"identity": I, "five_relu": 5 * I, "tanh": I * (1 - np.tanh(z) ** 2),
            "sigmoid": I * s * (1 - s)}[name]
