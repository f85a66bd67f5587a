"""The network of two layers with binary cross-entropy once more, forward only, in torch."""

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
    """Binary cross-entropy, averaged over the outputs; a number."""
    return F.binary_cross_entropy(yhat, y.to(yhat.dtype))


def loss_of_z(z: Tensor, y: Tensor) -> Tensor:
    """The same by what goes into the sigmoid; a number."""
    return F.binary_cross_entropy_with_logits(z, y.to(z.dtype))
