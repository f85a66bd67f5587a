import numpy as np

H1 = lambda batch: np.stack([sample.T for sample in batch])
H3 = H1
H2 = lambda z: z * (z > 0)
H5 = H2


def A1(h, w, b):
    return np.stack([s @ w for s in h]) + b


A2 = A3 = A1


def H4(a, b):
    return a + b


def H6(h):
    return sum(h[:, :, d] for d in range(h.shape[2])) / h.shape[2]


def Yhat(a):
    a = a - a.max(axis=-1)[..., None]
    return np.exp(a) / np.exp(a).sum(axis=-1)[..., None]
