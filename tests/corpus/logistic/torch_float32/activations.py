import torch


def sigmoid(z):
    return torch.sigmoid(torch.tensor(z, dtype=torch.float32))


def dsigmoid(z):
    t = torch.tensor(z, dtype=torch.float32, requires_grad=True)
    torch.sigmoid(t).sum().backward()
    return t.grad
