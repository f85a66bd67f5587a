import numpy as np


def jac(z, name):
    J = np.zeros((len(z), len(z)))
    if name == "five_relu":
        J[:] = 5 * (z > 0)
    elif name == "tanh":
        J[:] = 1 - np.tanh(z) ** 2
    elif name == "sigmoid":
        J[:] = 1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z)))
    else:
        J[:] = 1
    return J
