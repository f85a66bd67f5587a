"""The softmax once more, forward only, in torch."""

import torch
from torch import Tensor


def softmax(z: Tensor) -> Tensor:
    """Softmax of one vector; shape (n,)."""
    return torch.softmax(z.double(), dim=0)


def softmax_rows(Z: Tensor) -> Tensor:
    """Softmax of each row, by the logarithm of its normaliser; shape (m, n)."""
    return torch.stack([torch.exp(row - torch.logsumexp(row, dim=0)) for row in Z.double()])


def softmax_beta(x: Tensor, beta: Tensor | float) -> Tensor:
    """Softmax with an inverse temperature, by its logarithm; shape (n,)."""
    return torch.exp(torch.log_softmax(beta * x.double(), dim=0))
