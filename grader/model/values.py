"""What a quantity can be."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Array: TypeAlias = npt.NDArray[Any]
"""An array of any numeric type."""


@dataclass(frozen=True)
class GivenFunction:
    """A function of ``reference/given.py``: only its name travels."""

    name: str


Value: TypeAlias = (
    "Array | float | int | str | GivenFunction | Sequence[Value] | Mapping[str, Value]"
)
"""A value of the graph: an array, a number, a text, a function, or a list or dict of values."""

Floats: TypeAlias = npt.NDArray[np.float64]
"""An array in double precision."""
