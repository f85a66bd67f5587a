"""The way forward through a network once more, in torch."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor


def a(k: int, W: Sequence[Tensor], h: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
    """Weighted inputs of layer k; shape (n_k,)."""
    return torch.addmv(b[k], W[k], h[k - 1])


def h(j: int, x: Tensor, a: Sequence[Tensor], g: Callable[[Tensor], Tensor]) -> Tensor:
    """Outputs of layer j; shape (n_j,)."""
    return g(a[j]) if j else x.clone()


def yhat(a: Sequence[Tensor], O: Callable[[Tensor], Tensor]) -> Tensor:  # noqa: E741
    """Outputs of the network; shape (n_L,)."""
    return O(a[len(a)])
