"""Functions that are handed to students: activations, each with its derivative."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


class Activation:
    """A function of numbers, entry by entry, and its derivative."""

    def __init__(
        self, value: Callable[[Floats], Floats], derivative: Callable[[Floats], Floats]
    ) -> None:
        self._value, self._derivative = value, derivative

    def __call__(self, z: Floats) -> Floats:
        """Return the value at each entry; the shape of z."""
        return self._value(z)

    def derivative(self, z: Floats) -> Floats:
        """Return the derivative at each entry; the shape of z. At a kink it is 0."""
        return self._derivative(z)


def _sigma(z: Floats) -> Floats:
    return 0.5 * (1 + np.tanh(z / 2))


identity = Activation(lambda z: z * 1, np.ones_like)
logistic = Activation(_sigma, lambda z: _sigma(z) * _sigma(-z))
tanh = Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
relu = Activation(lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype))
five_relu = Activation(lambda z: 5 * np.maximum(z, 0), lambda z: 5 * (z > 0).astype(z.dtype))


def softmax(z: Floats) -> Floats:
    """Return the softmax over the first axis; the shape of z."""
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)
