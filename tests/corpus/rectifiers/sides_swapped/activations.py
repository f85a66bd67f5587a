import torch


def relu(z):
    x = torch.as_tensor(z)
    return torch.where(x < 0, x, 0 * x)


def drelu(z):
    return (torch.as_tensor(z) < 0).double()


def leaky_relu(z, alpha):
    x = torch.as_tensor(z)
    return torch.where(x < 0, x, alpha * x)


def dleaky_relu(z, alpha):
    x = torch.as_tensor(z).double()
    return torch.where(x <= 0, torch.ones_like(x), alpha * torch.ones_like(x))


def softplus(z):
    return torch.nn.functional.softplus(torch.as_tensor(z).double())


def dsoftplus(z):
    s = torch.sigmoid(torch.as_tensor(z).double())
    return s * (1 - s)


def gelu(z):
    return torch.special.ndtr(torch.as_tensor(z).double())


def dgelu(z):
    return torch.special.ndtr(torch.as_tensor(z).double())
