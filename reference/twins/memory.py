"""The network of L layers once more, forward only, in torch."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def Y(X: Tensor, W: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
    """Outputs of the network; shape (d, n)."""
    rows = X.T
    for weights, biases in zip(W, b, strict=True):
        rows = 2 * torch.sigmoid(2 * F.linear(rows, weights, biases)) - 1
    return rows.T


def cost(Y: Tensor, T: Tensor) -> Tensor:
    """Half the squared distance to the targets, a mean over the samples; a number."""
    return F.mse_loss(Y, T, reduction="sum") / T.shape[1] / 2
