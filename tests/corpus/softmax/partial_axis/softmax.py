from functools import partial

import numpy as np


def normalised_exp(a, axis):
    e = np.exp(a - np.max(a, axis=axis, keepdims=True))
    return np.divide(e, np.sum(e, axis=axis, keepdims=True))


softmax = partial(normalised_exp, axis=0)
softmax_rows = partial(normalised_exp, axis=1)
