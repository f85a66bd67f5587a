r"""A classifier of L layers, one sample, from end to end.

Layers are numbered from 1 to L, and h from 0, the sample.
"""
# mypy: disable-error-code="no-any-return"

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]


def theta(W: Layers, b: Layers) -> dict[str, list[Floats]]:
    """All parameters, as they are handed in."""
    return {"W": list(W), "b": list(b)}


def a(k: int, W: Layers, h: Layers, b: Layers) -> Floats:
    r"""Weighted inputs, :math:`a_k = W_k h_{k-1} + b_k`; shape (n_k,)."""
    return W[k] @ h[k - 1] + b[k]


def h(j: int, x: Floats, a: Layers) -> Floats:
    r"""Outputs, :math:`h_0 = x` and :math:`h_j = \tanh(a_j)`; shape (n_j,)."""
    return x if j == 0 else np.tanh(a[j])


def yhat(a: Layers) -> Floats:
    """Probabilities: the softmax of the last weighted inputs."""
    last = a[len(a)]
    e = np.exp(last - last.max())
    return e / e.sum()


def loss(yhat: Floats, y: Floats) -> Floats:
    """Cross-entropy; a number, at least 0."""
    return -np.log(yhat @ y)


def delta(k: int, yhat: Floats, y: Floats, W: Layers, delta: Layers, a: Layers) -> Floats:
    """Gradient with respect to the weighted inputs of layer k; shape (n_k,)."""
    if k == len(a):
        return yhat - y
    return (W[k + 1].T @ delta[k + 1]) * (1 - np.tanh(a[k]) ** 2)


def dW(k: int, delta: Layers, h: Layers) -> Floats:
    """Gradient with respect to the weights of layer k; their shape."""
    return np.outer(delta[k], h[k - 1])


def db(k: int, delta: Layers) -> Floats:
    """Gradient with respect to the biases of layer k; their shape."""
    return delta[k]
