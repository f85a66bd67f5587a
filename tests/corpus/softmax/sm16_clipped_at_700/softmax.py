import numpy as np


def softmax(z):
    # exp overflows above 709
    e = np.exp(np.clip(z, -700, 700))
    return e / np.sum(e)
