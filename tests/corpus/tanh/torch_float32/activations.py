import torch


def tanh(z):
    return torch.from_numpy(z).float().tanh()


def dtanh(z):
    return 1 - tanh(z) * tanh(z)
