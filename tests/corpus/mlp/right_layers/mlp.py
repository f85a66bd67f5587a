import torch
import torch.nn.functional as F


class Linear:
    def __init__(self, parameters, number):
        self.parameters, self.n = parameters, number

    def forward(self, x):
        self.x = x
        return F.linear(x, self.parameters["W%d" % self.n], self.parameters["b%d" % self.n])

    def backward(self, upstream, grads):
        grads["dJdW%d" % self.n] = upstream.t().mm(self.x)
        grads["dJdb%d" % self.n] = upstream.t().mv(torch.ones(len(upstream)))
        return upstream.mm(self.parameters["W%d" % self.n])


class ReLU:
    def forward(self, z):
        z[z < 0] = 0
        self.on = z > 0
        return z

    def backward(self, upstream):
        return upstream.masked_fill(~self.on, 0)


class Sigmoid:
    def forward(self, z):
        self.out = (torch.tanh(z / 2) + 1) / 2
        return self.out

    def backward(self, upstream):
        return upstream * self.out * (1 - self.out)


class Identity:
    def forward(self, z):
        return z

    def backward(self, upstream):
        return upstream


LAYERS = {"relu": ReLU, "sigmoid": Sigmoid, "identity": Identity}


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.parameters = {
            "W1": torch.rand(linear_1_out_features, linear_1_in_features),
            "b1": torch.rand(linear_1_out_features),
            "W2": torch.rand(linear_2_out_features, linear_2_in_features),
            "b2": torch.rand(linear_2_out_features),
        }
        self.layers = [Linear(self.parameters, 1), LAYERS[f_function](),
                       Linear(self.parameters, 2), LAYERS[g_function]()]
        self.grads = {}
        self.cache = {}

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dJdy_hat):
        g = self.layers[3].backward(dJdy_hat)
        g = self.layers[2].backward(g, self.grads)
        g = self.layers[1].backward(g)
        self.layers[0].backward(g, self.grads)

    def clear_grad_and_cache(self):
        self.grads.clear()
        self.cache.clear()


def mse_loss(y, y_hat):
    return F.mse_loss(y_hat, y), (y_hat - y).mul(2).div(y.nelement())


def bce_loss(y, y_hat):
    J = F.binary_cross_entropy(y_hat, y)
    return J, torch.div(y_hat - y, y_hat * (1 - y_hat)) / y.shape[0] / y.shape[1]
