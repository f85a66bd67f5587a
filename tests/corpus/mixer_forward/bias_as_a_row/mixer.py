import numpy as np


def affine(H, W, b):
    ones = np.ones(H.shape[:-1] + (1,))
    return np.concatenate([H, ones], axis=-1) @ np.vstack([W, b])


class Mixer:
    def __init__(self, p):
        self.p = p

    def run(self, X):
        p = self.p
        self.H1 = np.rollaxis(X, 2, 1)
        self.A1 = affine(self.H1, p["Theta1"], p["b1"])
        self.H2 = self.A1.clip(0)
        self.H3 = np.rollaxis(self.H2, 2, 1)
        self.H4 = self.H3 + X
        self.A2 = affine(self.H4, p["Theta2"], p["b2"])
        self.H5 = self.A2.clip(0)
        self.H6 = np.nanmean(self.H5, axis=-1)
        self.A3 = affine(self.H6, p["Theta3"], p["b3"])
        e = np.exp(self.A3 - self.A3.max(axis=-1, keepdims=True))
        self.Yhat = e / e.sum(axis=-1, keepdims=True)


def forward(X, params):
    net = Mixer(params)
    net.run(X)
    return {k: v for k, v in vars(net).items() if k != "p"}
