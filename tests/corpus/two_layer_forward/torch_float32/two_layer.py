import torch
import torch.nn.functional as F


def activation(name):
    match name:
        case "relu":
            return F.relu
        case "five_relu":
            return lambda z: 5 * F.relu(z)
        case "tanh":
            return torch.tanh
        case "sigmoid":
            return torch.sigmoid
        case "identity":
            return torch.nn.Identity()


def forward(x, W1, b1, W2, b2, f, g):
    x, W1, b1, W2, b2 = (torch.from_numpy(v).float() for v in (x, W1, b1, W2, b2))
    z1 = F.linear(x, W1, b1)
    z2 = activation(f)(z1)
    z3 = F.linear(z2, W2, b2)
    return z1, z2, z3, activation(g)(z3)
