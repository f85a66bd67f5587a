import torch
from torch import nn

F = {"relu": torch.relu, "sigmoid": torch.sigmoid, "identity": lambda z: z}
DF = {
    "relu": lambda z: torch.where(z > 0, 1.0, 0.0),
    "sigmoid": lambda z: torch.sigmoid(z) * torch.sigmoid(-z),
    "identity": lambda z: torch.ones(z.shape),
}


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.f, self.df = F[f_function], DF[f_function]
        self.g, self.dg = F[g_function], DF[g_function]
        l1 = nn.Linear(linear_1_in_features, linear_1_out_features)
        l2 = nn.Linear(linear_2_in_features, linear_2_out_features)
        self.parameters = {"W1": l1.weight.detach().clone(), "b1": l1.bias.detach().clone(),
                           "W2": l2.weight.detach().clone(), "b2": l2.bias.detach().clone()}
        self.grads = {}
        self.clear_grad_and_cache()

    def clear_grad_and_cache(self):
        self.grads = {"dJd" + k: torch.zeros_like(v) for k, v in self.parameters.items()}
        self.cache = {}

    def forward(self, x):
        p = self.parameters
        z1 = torch.einsum("ni,oi->no", x, p["W1"]) + p["b1"]
        z2 = self.f(z1)
        z3 = torch.einsum("ni,oi->no", z2, p["W2"]) + p["b2"]
        self.cache = {"x": x, "z1": z1, "z2": z2, "z3": z3}
        return self.g(z3)

    def backward(self, dJdy_hat):
        x, z1, z2, z3 = (self.cache[k] for k in ("x", "z1", "z2", "z3"))
        dz3 = dJdy_hat * self.dg(z3)
        dz1 = torch.einsum("nk,km->nm", dz3, self.parameters["W2"]) * self.df(z1)
        self.grads["dJdW2"] += torch.einsum("nk,nm->km", dz3, z2)
        self.grads["dJdb2"] += torch.einsum("nk->k", dz3)
        self.grads["dJdW1"] += torch.einsum("nm,ni->mi", dz1, x)
        self.grads["dJdb1"] += torch.einsum("nm->m", dz1)


def mse_loss(y, y_hat):
    n, k = y.shape
    diff = y_hat - y
    return torch.sum(diff * diff) / (n * k), 2.0 / (n * k) * diff


def bce_loss(y, y_hat):
    n, k = y.shape
    loss = -torch.where(y == 1, torch.log(y_hat), torch.log(1 - y_hat)).sum() / (n * k)
    grad = (-y / y_hat + (1 - y) / (1 - y_hat)) / (n * k)
    return loss, grad
