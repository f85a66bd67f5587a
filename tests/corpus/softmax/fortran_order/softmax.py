import numpy as np


def softmax_rows(Z):
    # column-major like in MATLAB, which I am used to
    E = np.asfortranarray(Z, dtype=np.float64)
    E = np.exp(E - E.max(axis=1).reshape(-1, 1))
    for k in range(E.shape[0]):
        E[k, :] = E[k, :] / E[k, :].sum()
    return np.asfortranarray(E)


def softmax(z):
    return softmax_rows(np.reshape(z, (1, -1)))[0, :]
