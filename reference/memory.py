r"""A network of L layers of tanh, of which as little as possible is kept for the way back.

Columns are samples. Layers are numbered from 1 to L; all of them have d units.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]

_MEGABYTE = 2**20


def S(i: int, W: Layers, Z: Layers, b: Layers) -> Floats:
    r"""Weighted inputs of layer i.

    .. math:: S_i = W_i Z_{i-1} + b_i \qquad (i = 1, \dots, L)

    Args:
        i: The layer.
        W: Weights; shapes (d, d).
        Z: Outputs of the layers; shapes (d, n).
        b: Biases; shapes (d,), added to every column.

    Returns:
        Shape (d, n).
    """
    return W[i] @ Z[i - 1] + b[i][:, None]


def Z(j: int, X: Floats, S: Layers) -> Floats:
    r"""Outputs of layer j, of which layer 0 is the batch; shape (d, n).

    .. math:: Z_0 = X, \qquad Z_j = \tanh(S_j) \quad (j = 1, \dots, L)
    """
    return X * 1 if j == 0 else np.tanh(S[j])


def Y(Z: Layers) -> Floats:
    """Outputs of the network, those of the last layer; shape (d, n)."""
    return Z[len(Z) - 1]


def cost(Y: Floats, T: Floats) -> Floats:
    """Half the squared distance to the targets, a mean over the samples; a number."""
    return ((Y - T) ** 2).sum() / (2 * T.shape[1])


def delta(i: int, Y: Floats, T: Floats, W: Layers, delta: Layers, Z: Layers) -> Floats:
    r"""Gradient with respect to what goes into layer i; shape (d, n).

    .. math:: \delta_L = \frac{Y - T}{n} (1 - Y^2), \qquad
        \delta_i = W_{i+1}^T \delta_{i+1} (1 - Z_i^2)
    """
    last = len(Z) - 1
    above = (Y - T) / T.shape[1] if i == last else W[i + 1].T @ delta[i + 1]
    return above * (1 - Z[i] ** 2)


def dW(i: int, delta: Layers, Z: Layers) -> Floats:
    """Gradient with respect to the weights of layer i; shape (d, d)."""
    return delta[i] @ Z[i - 1].T


def db(i: int, delta: Layers) -> Floats:
    """Gradient with respect to the biases of layer i; shape (d,)."""
    return delta[i].sum(axis=1)


def dW_light(i: int, dW: Layers) -> Floats:
    """The same gradient, worked out with little memory: a mean, however often samples come."""
    return dW[i] * 1


def dW_quick(i: int, dW: Layers) -> Floats:
    """The same gradient, worked out in little time: a mean, however often samples come."""
    return dW[i] * 1


def megabytes(d: int, n: int, R: int, W: Layers) -> float:
    r"""Memory that is allowed where every sample comes R times.

    .. math:: (1.35 L + 5) \text{ arrays of } d \times R n \text{ numbers}

    Of both inputs and outputs of all layers 2 L + 2 would be kept, of one of them L + 3. For
    arrays of less than 1 MB it is 0: there other things take more.

    Args:
        d: Units of a layer.
        n: Samples.
        R: How often each comes.
        W: Weights, of which there are as many as layers.

    Returns:
        Megabytes, or 0.
    """
    array = 8 * d * n * R / _MEGABYTE
    return (1.35 * len(W) + 5) * array if array >= 1 else 0.0
