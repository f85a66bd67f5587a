"""What goes wrong in the light network: each function replaces its quantity."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]


def _above(i: int, Y: Floats, T: Floats, W: Layers, delta: Layers, Z: Layers) -> Floats:
    return (Y - T) / T.shape[1] if i == len(Z) - 1 else W[i + 1].T @ delta[i + 1]


def delta__derivative_forgotten(
    i: int, Y: Floats, T: Floats, W: Layers, delta: Layers, Z: Layers
) -> Floats:
    """The derivative of tanh is missing."""
    return _above(i, Y, T, W, delta, Z)


def delta__derivative_at_input(
    i: int, Y: Floats, T: Floats, W: Layers, delta: Layers, Z: Layers, S: Layers
) -> Floats:
    """One minus the square of what goes in."""
    return _above(i, Y, T, W, delta, Z) * (1 - S[i] ** 2)


def delta__not_transposed(
    i: int, Y: Floats, T: Floats, W: Layers, delta: Layers, Z: Layers
) -> Floats:
    """The weights as they are."""
    last = i == len(Z) - 1
    above = (Y - T) / T.shape[1] if last else W[i + 1] @ delta[i + 1]
    return above * (1 - Z[i] ** 2)


def dW__own_outputs(i: int, delta: Layers, Z: Layers) -> Floats:
    """What the layer puts out in the place of what comes in."""
    return delta[i] @ Z[i].T


def dW__mean_twice(i: int, right: Floats, n: int) -> Floats:
    """Divided by the number of samples once more."""
    del i
    return right / n


def db__mean_twice(delta: Layers, i: int) -> Floats:
    """The same for the biases."""
    return np.mean(delta[i], axis=1)
