"""What a quantity can be."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
"""An array of any numeric type."""

Value: TypeAlias = "Array | float | int | str | Sequence[Value] | Mapping[str, Value]"
"""A value of the graph: an array, a number, a text, or a list or dict of values."""

Floats: TypeAlias = npt.NDArray[np.float64]
"""An array in double precision."""
