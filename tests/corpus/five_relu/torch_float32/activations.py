import torch

relu = torch.nn.ReLU()


def five_relu(z):
    return 5 * relu(torch.tensor(z).float())


def d_five_relu(z):
    t = torch.tensor(z).float().requires_grad_(True)
    return torch.autograd.grad(five_relu_t(t).sum(), t)[0]


def five_relu_t(t):
    return 5 * relu(t)
