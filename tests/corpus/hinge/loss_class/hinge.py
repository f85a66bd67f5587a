import numpy as np


class HingeLoss:
    def __init__(self, margin):
        self.margin = margin

    def forward(self, o, y):
        o = o - o.max(axis=-1, keepdims=True)
        self.p = np.exp(o) / np.exp(o).sum(axis=-1, keepdims=True)
        self.t = np.zeros(self.p.shape)
        self.t[(*np.indices(np.shape(y)), y)] = 1
        gap = self.p - (self.p * self.t).sum(axis=-1, keepdims=True)
        self.gap = gap
        self.viol = (gap + self.margin > 0) & (self.t == 0)
        return np.sum((gap + self.margin)[self.viol])

    def backward(self):
        n = self.viol.sum(axis=-1, keepdims=True)
        s = (self.viol * self.gap).sum(axis=-1, keepdims=True)
        return self.p * (self.viol - n * self.t - s)


def hinge(o, y, margin):
    return HingeLoss(margin).forward(o, y)


def hinge_grad(o, y, margin):
    loss = HingeLoss(margin)
    loss.forward(o, y)
    return loss.backward()
