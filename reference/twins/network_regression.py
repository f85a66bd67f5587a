"""The network for regression once more, forward only, in torch."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def A(k: int, H: Sequence[Tensor], W: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
    """Weighted inputs of layer k; shape (N, n_k)."""
    return F.linear(H[k - 1], W[k], b[k])


def H(j: int, X: Tensor, A: Sequence[Tensor]) -> Tensor:
    """Outputs of layer j, by the logistic function; shape (N, n_j)."""
    if j == 0:
        return X.clone()
    return 2 * torch.sigmoid(2 * A[j]) - 1


def Yhat(A: Sequence[Tensor]) -> Tensor:
    """Outputs of the network; shape (N, n_L)."""
    return A[len(A)]


def loss(Yhat: Tensor, Y: Tensor) -> Tensor:
    """Mean over the samples of the sum of squares; a number."""
    return F.mse_loss(Yhat, Y, reduction="none").sum(dim=1).mean()
