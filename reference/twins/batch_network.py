"""The network with samples in columns once more, forward only, in torch."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import torch
import torch.nn.functional as F
from torch import Tensor

Activation: TypeAlias = Any
"""A function of tensors, entry by entry."""


def S(k: int, W: Sequence[Tensor], Z: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
    """Weighted inputs of layer k, by a layer for samples in rows; shape (d_k, N)."""
    return F.linear(Z[k - 1].T, W[k], b[k]).T


def Z(j: int, X: Tensor, f: Sequence[Activation], S: Sequence[Tensor]) -> Tensor:
    """Outputs of layer j; shape (d_j, N)."""
    outputs: Tensor = f[j](S[j]) if j else X.clone()
    return outputs


def Y(Z: Sequence[Tensor]) -> Tensor:
    """Outputs of the network; shape (d_L, N)."""
    return [*Z][-1]


def loss(Y: Tensor, T: Tensor) -> Tensor:
    """Loss, a mean over samples; a number."""
    return torch.stack([F.mse_loss(y, t, reduction="sum") / 2 for y, t in _pairs(Y, T)]).mean()


def dZ_dW(S_l: Tensor, Z_prev: Tensor, i: int, j: int) -> Tensor:
    """Derivative by one weight, by moving it; shape (d, N)."""

    def moved(step: Tensor) -> Tensor:
        unit = torch.zeros(len(S_l), dtype=step.dtype).index_fill(0, torch.tensor(i), 1.0)
        return torch.tanh(S_l + step * torch.outer(unit, Z_prev[j]))

    return _slope(moved)


def dZ_db(S_l: Tensor, i: int) -> Tensor:
    """Derivative by one bias, by moving it; shape (d, N)."""

    def moved(step: Tensor) -> Tensor:
        unit = torch.zeros(len(S_l), 1, dtype=step.dtype).index_fill(0, torch.tensor(i), 1.0)
        return torch.tanh(S_l + step * unit)

    return _slope(moved)


def dZnext_dZ(S_next: Tensor, W_next: Tensor, i: int, n: int) -> Tensor:
    """Derivative by one output of the layer below, by moving it; shape (e, N)."""

    def moved(step: Tensor) -> Tensor:
        change = torch.zeros(W_next.shape[1], S_next.shape[1], dtype=step.dtype)
        change[i, n] = 1.0
        return torch.tanh(S_next + step * (W_next @ change))

    return _slope(moved)


def Z_l(S_l: Tensor, g: Activation) -> Tensor:
    """Outputs of a hidden layer; the shape of S_l."""
    outputs: Tensor = g(S_l)
    return outputs


def cost_hidden(Z_l: Tensor, W_next: Tensor, delta_next: Tensor) -> Tensor:
    """Cost with the gradient that comes in from above; a number."""
    return torch.einsum("en,ed,dn->", delta_next, W_next, Z_l)


def Y_last(S_last: Tensor, g: Activation) -> Tensor:
    """Outputs of the last layer; the shape of S_last."""
    outputs: Tensor = g(S_last)
    return outputs


def loss_last(Y_last: Tensor, T: Tensor) -> Tensor:
    """Loss, a mean over samples; a number."""
    return torch.stack([F.mse_loss(y, t, reduction="sum") / 2 for y, t in _pairs(Y_last, T)]).mean()


def _pairs(Y: Tensor, T: Tensor) -> list[tuple[Tensor, Tensor]]:
    return list(zip(Y.T, T.T, strict=True))


def _slope(moved: Any) -> Tensor:
    here = torch.zeros((), dtype=torch.double)
    slope: Tensor = torch.func.jacfwd(moved)(here)
    return slope
