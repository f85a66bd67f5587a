"""Derivatives along a direction, from the forward functions of a reference alone.

Two means that share nothing with a gradient's own code. Thresholds are those that a study of
8 tasks found: right gradients stay 40,000 and 70 times below them.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.errors import CourseError
from grader.expect import Oracle
from grader.model.case import Case
from grader.model.course import Gradient
from grader.model.values import Floats
from grader.stream import GRID, Stream

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPLEX_STEP_ALLOWED = 1e-10
DIFFERENCES_ALLOWED = 1e-7
_IMAGINARY = 1e-30
_STEPS = (2.0**-13, 2.0**-14, 2.0**-15)
_DIRECTIONS = 3


def directions(value: Any, case: Case, name: str) -> list[Any]:
    """Return directions of the shape of a value, or of a list of values, that look like chance."""
    return [_direction(value, Stream("direction", case.key, name, i)) for i in range(_DIRECTIONS)]


def _direction(value: Any, stream: Stream) -> Any:
    if isinstance(value, list):
        return [_direction(each, stream) for each in value]
    shape = np.shape(value)
    drawn = [
        (1 + stream.below(GRID)) / GRID * (1 - 2 * stream.below(2))
        for _ in range(int(np.prod(shape)))
    ]
    # Small values are moved by little, so that no kink is crossed on the way.
    largest = float(np.abs(value).max(initial=0.0))
    return np.array(drawn).reshape(shape) * (min(1.0, largest) or 1.0)


def along(gradient: Any, direction: Any, value: Any, of: Floats) -> Floats | None:
    """Return what a gradient says of the change along a direction.

    For a Jacobian, of-shape then wrt-shape, an array of the shape of what is differentiated;
    for a gradient that has the shape of both, entry by entry; None where the shapes fit neither.
    """
    if isinstance(gradient, list):
        parts = [along(g, d, v, of) for g, d, v in zip(gradient, direction, value, strict=True)]
        known = [part for part in parts if part is not None]
        return np.sum(known, axis=0) if len(known) == len(parts) else None
    gradient = np.asarray(gradient)
    shape = np.shape(value)
    if gradient.shape == of.shape + shape:
        axes = len(shape)
        return np.asarray(np.tensordot(gradient, direction, axes)) if axes else gradient * direction
    if gradient.shape == of.shape == shape:
        return np.asarray(gradient * direction)
    return None


def complex_step(
    gradient: Gradient, value: Any, direction: Any, case: Case, oracle: Oracle
) -> Floats | None:
    r"""Return the derivative along a direction by a complex step.

    .. math:: \mathrm{Im} f(x + i h d) / h, \qquad h = 10^{-30}

    None where the functions do not take complex numbers, or lose their imaginary part.

    Source:
        Squire and Trapp, Using complex variables to estimate derivatives (1998).
    """
    moved = _added(value, direction, 1j * _IMAGINARY)
    found = _evaluated(gradient, moved, case, oracle)
    if found is None or found.dtype.kind != "c":
        return None
    slope: Floats = found.imag / _IMAGINARY
    return slope


def differences(
    gradient: Gradient, value: Any, direction: Any, case: Case, oracle: Oracle
) -> Floats | None:
    """Return the derivative along a direction by central differences, extrapolated twice.

    Source:
        Richardson, The approximate arithmetical solution by finite differences (1911).
    """
    table = []
    for step in _STEPS:
        ahead, behind = (
            _evaluated(gradient, _added(value, direction, sign * step), case, oracle)
            for sign in (1, -1)
        )
        if ahead is None or behind is None:
            return None
        table.append((ahead - behind) / (2 * step))
    once = [(4 * finer - coarser) / 3 for coarser, finer in pairwise(table)]
    found: Floats = (16 * once[1] - once[0]) / 15
    return found


def _added(value: Any, direction: Any, factor: complex) -> Any:
    if isinstance(value, list):
        return [_added(v, d, factor) for v, d in zip(value, direction, strict=True)]
    return np.asarray(value) + factor * direction


def _evaluated(gradient: Gradient, moved: Any, case: Case, oracle: Oracle) -> Any:
    given: Mapping[str, Any] = {gradient.wrt: moved}
    try:
        value = np.asarray(oracle.world(case, given).value(gradient.of))
    except (CourseError, ValueError, TypeError, FloatingPointError):
        return None
    return value if value.dtype.kind in "fc" and np.isfinite(value).all() else None
