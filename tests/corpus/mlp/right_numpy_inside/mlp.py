import numpy as np
import torch


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.functions = (f_function, g_function)
        rng = np.random.default_rng(1)
        shapes = dict(W1=(linear_1_out_features, linear_1_in_features), b1=(linear_1_out_features,),
                      W2=(linear_2_out_features, linear_2_in_features), b2=(linear_2_out_features,))
        self.parameters = {k: torch.from_numpy(rng.normal(size=s).astype("float32"))
                           for k, s in shapes.items()}
        self.clear_grad_and_cache()

    def clear_grad_and_cache(self):
        self.grads = {"dJd" + k: torch.zeros_like(v) for k, v in self.parameters.items()}
        self.cache = {}

    @staticmethod
    def value_and_slope(name, z):
        if name == "identity":
            return z, np.ones(z.shape)
        if name == "relu":
            return z * (z > 0), 1.0 * (z > 0)
        s = sigmoid(z)
        return s, s * (1 - s)

    def forward(self, x):
        P = {k: v.numpy().astype(float) for k, v in self.parameters.items()}
        X = x.numpy().astype(float)
        h, dh = self.value_and_slope(self.functions[0], X.dot(P["W1"].T) + P["b1"])
        out, dout = self.value_and_slope(self.functions[1], h.dot(P["W2"].T) + P["b2"])
        self.cache = dict(X=X, h=h, dh=dh, dout=dout, P=P)
        return torch.tensor(out, dtype=torch.float32)

    def backward(self, dJdy_hat):
        X, h, dh, dout, P = (self.cache[k] for k in ("X", "h", "dh", "dout", "P"))
        d2 = dJdy_hat.numpy() * dout
        d1 = d2.dot(P["W2"]) * dh
        found = dict(dJdW1=d1.T.dot(X), dJdb1=d1.sum(0), dJdW2=d2.T.dot(h), dJdb2=d2.sum(0))
        self.grads = {k: torch.tensor(v, dtype=torch.float32) for k, v in found.items()}


def mse_loss(y, y_hat):
    e = (y_hat - y).numpy()
    return torch.tensor(np.mean(e ** 2)), torch.tensor(2 * e / e.size)


def bce_loss(y, y_hat):
    t, p = y.numpy(), y_hat.numpy()
    J = np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))
    return J, (p - t) / (p - p ** 2) / p.size
