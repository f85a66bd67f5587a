r"""The forward pass of a network of two layers: one sample, every vector of one axis.

The activation of each layer is given by its name: ``identity``, ``relu``, :math:`\max(z, 0)`,
``five_relu``, :math:`5 \max(z, 0)`, ``tanh`` or ``sigmoid``, :math:`1 / (1 + e^{-z})`.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def z1(W1: Floats, x: Floats, b1: Floats) -> Floats:
    """Weighted inputs of the hidden layer, :math:`z_1 = W_1 x + b_1`; shape (M,)."""
    return W1 @ x + b1


def z2(z1: Floats, f: str) -> Floats:
    """Outputs of the hidden layer, :math:`z_2 = f(z_1)`; shape (M,)."""
    return _activated(z1, f)


def z3(W2: Floats, z2: Floats, b2: Floats) -> Floats:
    """Weighted inputs of the output layer, :math:`z_3 = W_2 z_2 + b_2`; shape (K,)."""
    return W2 @ z2 + b2


def yhat(z3: Floats, g: str) -> Floats:
    r"""Outputs of the network, :math:`\hat y = g(z_3)`; shape (K,)."""
    return _activated(z3, g)


def _activated(z: Floats, name: str) -> Any:
    if name == "relu":
        return np.maximum(z, 0)
    if name == "five_relu":
        return 5 * np.maximum(z, 0)
    if name == "tanh":
        return np.tanh(z)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    return z
