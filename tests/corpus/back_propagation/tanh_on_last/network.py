import numpy as np


def back_propagation(theta, h, a, y, yhat):
    grad_h = yhat - y
    dW, db = [], []
    for k in range(len(a) - 1, -1, -1):
        grad_a = grad_h * (1 - np.tanh(a[k]) ** 2)
        dW.insert(0, np.outer(grad_a, h[k]))
        db.insert(0, grad_a)
        grad_h = theta["W"][k].T @ grad_a
    return dW, db
