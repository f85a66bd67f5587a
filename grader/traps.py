"""Inputs on which a numerical derivative shows: at a kink by a hair, and on another scale.

Asked only of an answer that is right to fewer digits than double precision gives.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.expect import Oracle
from grader.model.case import Case
from grader.model.course import Fixed, Labels, OneHot, Upstream
from grader.model.values import Floats, Value

_HAIRS = (2.0**-20, 2.0**-30)
"""So far beside a kink."""
_SHIFT = 2.0**20
"""One input times this, another divided by it: the product stays, its curvature does not."""
_NUDGE = 2.0**-12
_NEWTON = 6
_SAME = 1e-6
_SHOWS = 1e-3
"""Relative: so much a mask changes where it shows; what is smooth changes by the hair alone."""
_LARGEST = 400
"""Entries of inputs that are tried for one that moves a kink."""


@dataclass(frozen=True)
class Trap:
    """A case in which a right answer is one of a few, and a numerical derivative none of them."""

    case: Case
    right: Floats
    bend: Floats | None = None
    """How the right value changes with a mask that may be 0, 1 or one half, from 0 to 1."""


def traps(quantity: str, case: Case, oracle: Oracle, *, scales: bool) -> Iterator[Trap]:
    """Yield the traps that tell something about a quantity.

    Args:
        quantity: What was approximately right; no list.
        case: An ordinary case to start from.
        oracle: Knows what is right.
        scales: Whether inputs may be scaled. Right work in single precision may fail there.
    """
    yield from _at_kinks(quantity, case, oracle)
    if scales:
        yield from _on_other_scales(quantity, case, oracle)


def _at_kinks(quantity: str, case: Case, oracle: Oracle) -> Iterator[Trap]:
    for kink in oracle.problem.kinks:
        if oracle.graph.letter_of(kink) is not None:
            continue
        # A difference over steps from 1e-2 to 1e-8 sees both sides of the kink at one of these.
        for hair in _HAIRS:
            above = _beside(kink, case, oracle, hair)
            below = _beside(kink, case, oracle, -hair)
            if above is None or below is None:
                continue
            right, other = (_right(quantity, each, oracle) for each in (above, below))
            if right is None or other is None or right.shape != other.shape:
                continue
            if not (np.abs(right - other) > _SHOWS * np.abs(right).max(initial=0.0)).any():
                continue  # the mask does not show here
            name = f"{hair:.0e} beside a kink of {kink}"
            yield Trap(replace(above, name=name), right, right - other)


def _beside(kink: str, case: Case, oracle: Oracle, target: float) -> Case | None:
    """Return a case in which one entry of a quantity is nearly 0, by moving one number."""
    for name, index in _numbers(case, oracle):
        moved = _moved(case, name, index, _NUDGE)
        slopes = (_entries(kink, moved, oracle) - _entries(kink, case, oracle)) / _NUDGE
        if not slopes.any():
            continue
        site = int(np.abs(slopes).argmax())
        found = _solved(kink, site, case, (name, index), target, oracle)
        if found is not None:
            return found
    return None


def _solved(
    kink: str, site: int, case: Case, place: tuple[str, int], target: float, oracle: Oracle
) -> Case | None:
    """Return a case in which an entry has a value, by Newton's method on one number."""
    name, index = place
    for _ in range(_NEWTON):
        here = _entries(kink, case, oracle)[site]
        if abs(here - target) <= abs(target) / 8:
            entries = np.abs(_entries(kink, case, oracle))
            entries[site] = np.inf
            return case if entries.min(initial=np.inf) > _NUDGE else None
        ahead = _entries(kink, _moved(case, name, index, _NUDGE), oracle)[site]
        slope = (ahead - here) / _NUDGE
        if not slope:
            return None
        case = _moved(case, name, index, (target - here) / slope)
    return None


def _entries(kink: str, case: Case, oracle: Oracle) -> Floats:
    return np.asarray(oracle.world(case).value(kink), dtype=np.float64).ravel()


def _numbers(case: Case, oracle: Oracle) -> Iterator[tuple[str, int]]:
    """Yield the numbers of a case that may be moved."""
    fixed = (Fixed, Labels, OneHot, Upstream)
    names = [name for name, each in oracle.problem.inputs.items() if not isinstance(each, fixed)]
    # Small arrays first: a bias moves one entry by itself.
    names.sort(key=lambda name: _size(case.values[name]))
    tried = 0
    for name in names:
        for index in range(_size(case.values[name])):
            tried += 1
            if tried <= _LARGEST:
                yield name, index


def _size(value: Value) -> int:
    """Return how many numbers a value has that may be moved."""
    if isinstance(value, np.ndarray):
        return value.size if value.dtype.kind == "f" else 0
    return int(isinstance(value, float))


def _moved(case: Case, name: str, index: int, by: float) -> Case:
    value: Any = np.array(case.values[name], dtype=np.float64)
    value.flat[index] += by
    return replace(case, values={**case.values, name: value if value.ndim else float(value)})


def _on_other_scales(quantity: str, case: Case, oracle: Oracle) -> Iterator[Trap]:
    """Yield cases with one input times a large number and another divided by it."""
    before = _right(quantity, case, oracle)
    fixed = (Fixed, Labels, OneHot, Upstream)
    names = [
        name
        for name, each in oracle.problem.inputs.items()
        if not isinstance(each, fixed) and _size(case.values[name])
    ]
    for large, small in permutations(names, 2):
        values = {
            large: _times(case.values[large], _SHIFT),
            small: _times(case.values[small], 1 / _SHIFT),
        }
        tried = replace(
            case,
            name=f"{large} times 2^20, {small} divided by it",
            values={**case.values, **values},
        )
        after = _right(quantity, tried, oracle)
        if before is None or after is None or not _is_scaled(before, after):
            continue
        if _same_kinks(case, tried, oracle):
            yield Trap(tried, after)


def _times(value: Value, factor: float) -> Value:
    scaled = np.asarray(value, dtype=np.float64) * factor
    return scaled if scaled.ndim else float(scaled)


def _is_scaled(before: Floats, after: Floats) -> bool:
    """Return whether one array is another times a power of the shift."""
    if before.shape != after.shape or not before.any():
        return False
    place = int(np.abs(before).argmax())
    ratio = after.flat[place] / before.flat[place]
    powers = (1.0, _SHIFT, 1 / _SHIFT)
    return any(abs(ratio / power - 1) <= _SAME for power in powers) and bool(
        np.allclose(after, before * ratio, rtol=_SAME, atol=_SAME * np.abs(after).max())
    )


def _same_kinks(case: Case, tried: Case, oracle: Oracle) -> bool:
    kinks = [kink for kink in oracle.problem.kinks if oracle.graph.letter_of(kink) is None]
    return all(
        np.array_equal(_entries(kink, case, oracle) > 0, _entries(kink, tried, oracle) > 0)
        for kink in kinks
    )


def _right(quantity: str, case: Case, oracle: Oracle) -> Floats | None:
    try:
        value = np.asarray(oracle.world(case).value(quantity), dtype=np.float64)
    except (CourseError, ValueError, TypeError):
        return None
    return value if np.isfinite(value).all() else None
