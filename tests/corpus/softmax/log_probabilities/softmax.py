import numpy as np


def softmax(z):
    # like torch.nn.LogSoftmax
    m = z.max()
    return z - m - np.log(np.exp(z - m).sum())


def softmax_rows(Z):
    m = Z.max(axis=1, keepdims=True)
    return Z - m - np.log(np.exp(Z - m).sum(axis=1, keepdims=True))
