import numpy as np


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, x):
        self.x = x
        return x @ self.W + self.b

    def back(self, g):
        x, d = self.x.reshape(-1, self.x.shape[-1]), g.reshape(-1, g.shape[-1])
        self.gW, self.gb = x.T @ d, d.sum(axis=0)
        return g @ self.W.T


class ReLU:
    def __call__(self, x):
        self.on = x > 0
        return x * self.on

    def back(self, g):
        return g * self.on


class Flip:
    def __call__(self, x):
        return x.transpose(0, 2, 1)

    back = __call__


class Mean:
    def __call__(self, x):
        self.D = x.shape[2]
        return x.mean(axis=2)

    def back(self, g):
        return np.repeat(np.expand_dims(g / self.D, 2), self.D, axis=2)


def backward(X, Y, params):
    fc = {n: Linear(params["Theta%d" % n], params["b%d" % n]) for n in (1, 2, 3)}
    relu1, relu2, flip, mean = ReLU(), ReLU(), Flip(), Mean()
    h4 = flip(relu1(fc[1](flip(X)))) + X
    a3 = fc[3](mean(relu2(fc[2](h4))))
    p = np.exp(a3 - a3.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    out = {"g_A3": (p - Y) / len(X)}
    out["g_H6"] = fc[3].back(out["g_A3"])
    out["g_H5"] = mean.back(out["g_H6"])
    out["g_A2"] = relu2.back(out["g_H5"])
    out["g_H4"] = fc[2].back(out["g_A2"])
    out["g_H2"] = flip.back(out["g_H4"])
    out["g_A1"] = relu1.back(out["g_H2"])
    fc[1].back(out["g_A1"])
    for n in fc:
        out["g_Theta%d" % n], out["g_b%d" % n] = fc[n].gW, fc[n].gb
    return out
