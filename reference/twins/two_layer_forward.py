"""The forward pass of two layers once more, in torch."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

_ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "identity": torch.nn.Identity(),
    "relu": lambda z: z.clamp(min=0),
    "five_relu": lambda z: F.relu(5 * z),
    "tanh": lambda z: 2 * torch.sigmoid(2 * z) - 1,
    "sigmoid": torch.sigmoid,
}


def z1(W1: Tensor, x: Tensor, b1: Tensor) -> Tensor:
    """Weighted inputs of the hidden layer; shape (M,)."""
    return F.linear(x, W1, b1)


def z2(z1: Tensor, f: str) -> Tensor:
    """Outputs of the hidden layer; shape (M,)."""
    return _ACTIVATIONS[f](z1)


def z3(W2: Tensor, z2: Tensor, b2: Tensor) -> Tensor:
    """Weighted inputs of the output layer; shape (K,)."""
    return torch.addmv(b2, W2, z2)


def yhat(z3: Tensor, g: str) -> Tensor:
    """Outputs of the network; shape (K,)."""
    return _ACTIVATIONS[g](z3)
