"""The classifier of L layers once more, forward only, in torch."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def a(k: int, W: Sequence[Tensor], h: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
    """Weighted inputs of layer k; shape (n_k,)."""
    return F.linear(h[k - 1], W[k], b[k])


def h(j: int, x: Tensor, a: Sequence[Tensor]) -> Tensor:
    """Outputs of layer j, by the logistic function; shape (n_j,)."""
    if j == 0:
        return x.clone()
    return 2 * torch.sigmoid(2 * a[j]) - 1


def yhat(a: Sequence[Tensor]) -> Tensor:
    """Outputs of the network; shape (n_L,)."""
    return torch.softmax(a[len(a)], dim=0)


def loss(yhat: Tensor, y: Tensor) -> Tensor:
    """Cross-entropy with the class where y is 1; a number."""
    return F.nll_loss(torch.log(yhat), y.argmax())
