import numpy as np


def affine_forward(W, b, x):
    return W @ x + b


def step(f, a, h=1e-30):
    grad = np.zeros(a.shape)
    for k in np.ndindex(a.shape):
        c = a.astype(complex)
        c[k] += 1j * h
        grad[k] = f(c).imag / h
    return grad


def affine_backward(W, x, dC_dy):
    b = np.zeros(len(dC_dy))       # the gradients do not depend on b
    C = lambda W, b, x: np.sum(dC_dy * affine_forward(W, b, x))
    return (step(lambda a: C(a, b, x), W),
            step(lambda a: C(W, a, x), b),
            step(lambda a: C(W, b, a), x))
