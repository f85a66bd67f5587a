import numpy as np


def matvec(A, v):
    return (A * v).sum(axis=1)


def outer(a, b):
    return np.array([[p * q for q in b] for p in a])
