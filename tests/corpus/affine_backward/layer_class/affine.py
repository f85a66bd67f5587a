import numpy as np


class Linear:
    def __init__(self, W, b=None):
        self.W, self.b = W, b

    def forward(self, x):
        return self.W.dot(x) + self.b

    def backward(self, x, g):
        self.dW = np.outer(g, x)
        self.db = g
        return self.W.T.dot(g)


def affine_forward(W, b, x):
    return Linear(W, b).forward(x)


def affine_backward(W, x, dC_dy):
    layer = Linear(W)
    dx = layer.backward(x, dC_dy)
    return layer.dW, layer.db, dx
