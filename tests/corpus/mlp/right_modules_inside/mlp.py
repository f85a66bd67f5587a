import torch
from torch import nn


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.f_function = f_function
        self.g_function = g_function
        self.linear_1 = nn.Linear(linear_1_in_features, linear_1_out_features)
        self.linear_2 = nn.Linear(linear_2_in_features, linear_2_out_features)
        self.parameters = dict(W1=self.linear_1.weight, b1=self.linear_1.bias,
                               W2=self.linear_2.weight, b2=self.linear_2.bias)
        self.grads = dict(dJdW1=None, dJdb1=None, dJdW2=None, dJdb2=None)
        self.cache = {}

    def _act(self, name, z):
        if name == 'relu':
            return torch.relu(z)
        if name == 'sigmoid':
            return 1 / (1 + torch.exp(-z))
        return z

    def _dact(self, name, z):
        if name == 'relu':
            return (z > 0).float()
        if name == 'sigmoid':
            s = 1 / (1 + torch.exp(-z))
            return s * (1 - s)
        return torch.ones_like(z)

    def forward(self, x):
        with torch.no_grad():
            z1 = self.linear_1(x)
            z2 = self._act(self.f_function, z1)
            z3 = self.linear_2(z2)
            y_hat = self._act(self.g_function, z3)
        self.cache = {'x': x, 'z1': z1, 'z2': z2, 'z3': z3}
        return y_hat

    @torch.no_grad()
    def backward(self, dJdy_hat):
        dz3 = dJdy_hat * self._dact(self.g_function, self.cache['z3'])
        self.grads['dJdW2'] = dz3.t() @ self.cache['z2']
        self.grads['dJdb2'] = dz3.sum(0)
        dz2 = dz3 @ self.parameters['W2']
        dz1 = dz2 * self._dact(self.f_function, self.cache['z1'])
        self.grads['dJdW1'] = dz1.t() @ self.cache['x']
        self.grads['dJdb1'] = dz1.sum(0)

    def clear_grad_and_cache(self):
        self.grads = dict(dJdW1=None, dJdb1=None, dJdW2=None, dJdb2=None)
        self.cache = {}


def mse_loss(y, y_hat):
    """
    Args:
        y: the label tensor (batch_size, linear_2_out_features)
        y_hat: the prediction tensor (batch_size, linear_2_out_features)
    """
    loss = torch.mean((y_hat - y) ** 2)
    dJdy_hat = 2 * (y_hat - y) / (y.shape[0] * y.shape[1])
    return loss, dJdy_hat


def bce_loss(y, y_hat):
    loss = torch.mean(-(y * torch.log(y_hat) + (1 - y) * torch.log(1 - y_hat)))
    dJdy_hat = -(y / y_hat - (1 - y) / (1 - y_hat)) / (y.shape[0] * y.shape[1])
    return loss, dJdy_hat
