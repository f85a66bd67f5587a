import torch
from torch.autograd.functional import jacobian

F = {
    "five_relu": lambda t: 5 * torch.relu(t),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": lambda t: 1 * t,
}


def jac(z, name):
    return jacobian(F[name], torch.tensor(z, dtype=torch.float32))
