r"""The way forward through a network of L layers with any activation and output function.

One sample; every vector has one axis. Layers are numbered as in the book: W, b and a from 1 to
L, h from 0 to L - 1, where :math:`h_0` is the sample. The width of layer k is :math:`n_k`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]
Function: TypeAlias = Callable[[Floats], Floats]


def theta(W: Layers, b: Layers) -> dict[str, list[Floats]]:
    """All parameters, as they are handed in: weights and biases, from the first layer on."""
    return {"W": list(W), "b": list(b)}


def a(k: int, W: Layers, h: Layers, b: Layers) -> Floats:
    r"""Weighted inputs of layer k, :math:`a_k = b_k + W_k h_{k-1}`; shape (n_k,)."""
    return b[k] + W[k] @ h[k - 1]


def h(j: int, x: Floats, a: Layers, g: Function) -> Floats:
    """Outputs of layer j, :math:`h_j = g(a_j)`, of which layer 0 is the sample; shape (n_j,)."""
    return x if j == 0 else g(a[j])


def yhat(a: Layers, O: Function) -> Floats:  # noqa: E741  (its name in the slides)
    r"""Outputs of the network, :math:`\hat y = O(a_L)`; shape (n_L,)."""
    return O(a[len(a)])
