"""The steps through a network once more, forward only, in torch."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


def yhat(a_last: Tensor) -> Tensor:
    """Outputs of the network, by their logarithms; shape (K,)."""
    return torch.exp(a_last - torch.logsumexp(a_last, dim=0))


def loss(a_last: Tensor, l: int) -> Tensor:  # noqa: E741
    """Cross-entropy with the class of this number; a number."""
    return F.cross_entropy(a_last.unsqueeze(0), torch.as_tensor([l]))


def a(W: Tensor, h_prev: Tensor, b: Tensor) -> Tensor:
    """Weighted inputs of a layer; shape (m,)."""
    return F.linear(h_prev, W, b)


def layer_cost(grad_a: Tensor, a: Tensor) -> Tensor:
    """A cost that has the given gradient; a number."""
    return (grad_a * a).sum()


def h(a: Tensor, g: Callable[[Tensor], Tensor]) -> Tensor:
    """Outputs of a hidden layer; shape (n,)."""
    return g(a)


def a_next(W_next: Tensor, h: Tensor, b_next: Tensor) -> Tensor:
    """Weighted inputs of the layer above; shape (m,)."""
    return F.linear(h, W_next, b_next)


def cost(grad_a_next: Tensor, a_next: Tensor) -> Tensor:
    """A cost that has the given gradient at the layer above; a number."""
    return (grad_a_next * a_next).sum()
