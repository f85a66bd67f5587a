"""The network of two layers with tanh and a sigmoid once more, forward only, in torch."""

import torch
import torch.nn.functional as F
from torch import Tensor


def z1(W1: Tensor, x: Tensor, b1: Tensor) -> Tensor:
    """Weighted inputs of the hidden layer; shape (M,)."""
    return F.linear(x, W1, b1)


def z2(z1: Tensor) -> Tensor:
    """Outputs of the hidden layer, by the logistic function; shape (M,)."""
    return 2 * torch.sigmoid(2 * z1) - 1


def z3(W2: Tensor, z2: Tensor, b2: Tensor) -> Tensor:
    """Weighted inputs of the output layer; shape (K,)."""
    return torch.addmv(b2, W2, z2)


def yhat(z3: Tensor) -> Tensor:
    """Outputs of the network; shape (K,)."""
    return torch.sigmoid(z3)


def loss(yhat: Tensor, y: Tensor) -> Tensor:
    """Squared distance to the target; a number."""
    return F.mse_loss(yhat, y, reduction="sum")
