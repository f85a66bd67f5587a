from math import fsum


def affine_forward(W, b, x):
    return tuple(fsum(w * v for w, v in zip(row, x)) + bi for row, bi in zip(W, b))


def affine_backward(W, x, dC_dy):
    dW = tuple(tuple(float(g * v) for v in x) for g in dC_dy)
    db = tuple(float(g) for g in dC_dy)
    dx = tuple(fsum(w * g for w, g in zip(col, dC_dy)) for col in zip(*W))
    return (dW, db, dx)
