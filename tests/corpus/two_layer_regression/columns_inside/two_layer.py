import numpy as np


def col(v):
    return np.asarray(v).reshape(-1, 1)


def loss_and_grads(x, y, params):
    x, y = col(x), col(y)
    W1, W2 = params["W1"], params["W2"]
    z1 = np.dot(W1, x) + col(params["b1"])
    z2 = np.where(z1 >= 0, 5 * z1, 0)
    yhat = np.dot(W2, z2) + col(params["b2"])
    diff = yhat - y
    loss = np.dot(diff.T, diff).item()
    dy = 2 * diff
    dW2 = np.dot(dy, z2.T)
    dz2 = np.dot(W2.T, dy)
    dz1 = np.where(z1 >= 0, 5, 0) * dz2
    dW1 = np.dot(dz1, x.T)
    return (z1.ravel(), z2.ravel(), yhat.ravel(), loss, dy.ravel(), dW2, dy.ravel(),
            dz2.ravel(), dz1.ravel(), dW1, dz1.ravel())
