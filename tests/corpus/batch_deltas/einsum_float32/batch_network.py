import numpy as np


def delta_last(Y, T, S, f):
    S32 = S.astype("float32")
    D = (Y.astype("float32") - T.astype("float32")) / np.float32(Y.shape[1])
    return np.einsum("in,in->in", D, f.derivative(S32))


def delta_hidden(W_next, delta_next, S, f):
    S32 = S.astype("float32")
    return np.einsum("ki,kn,in->in", W_next.astype("float32"), delta_next.astype("float32"),
                     f.derivative(S32))
