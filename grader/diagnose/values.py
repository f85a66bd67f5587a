"""Mistakes that show in the numbers alone: what would come back if they had been made."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations, product
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from grader.compare import TAU
from grader.diagnose.seen import MANY, Explained, Hypothesis, Predict, Seen, is_rich
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.values import Floats

_Flags: TypeAlias = npt.NDArray[np.bool_]

_AXES = 4
"""More are not worth trying."""
_MATRIX = 2
_DECIMALS = range(7)
_EXACTLY = 1.2e-7
"""Relative; a rounded number in single precision is this near the one in double precision."""


def of_value(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return mistakes in which other numbers, or the same in other places, came back."""
    yield Hypothesis(
        Diagnosis(
            Kind.ZERO,
            "zero",
            "Everything is 0.",
            "Is an array of zeros returned before it is filled, or a mask that is nowhere true?",
        ),
        lambda seen: np.zeros_like(seen.right),
        lambda explained: not any(each.found.any() for each in explained),
    )
    yield from _others(cases)
    yield Hypothesis(
        Diagnosis(
            Kind.REVERSED,
            "reversed",
            "The numbers are right, but in reversed order.",
            "Look at where a list is filled from its end, and turn it round before returning it.",
        ),
        lambda seen: np.flip(seen.right),
        is_rich,
    )
    yield from _reordered(cases)
    yield from _samples(cases)
    yield from _rounded()
    yield from _clipped(cases)
    yield Hypothesis(
        Diagnosis(
            Kind.SIGN,
            "absolute",
            "The sizes are right, but no entry is negative.",
            "Look for abs, a square or a square root that loses the sign.",
        ),
        lambda seen: np.abs(seen.right),
        _both_signs,
    )


def _others(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    names = dict.fromkeys(name for seen in cases for name in seen.others)
    for sign, name in product((1, -1), names):
        minus = "the negative of " if sign < 0 else ""

        def predict(seen: Seen, name: str = name, sign: int = sign) -> Floats | None:
            other = seen.others.get(name)
            return None if other is None or other.shape != seen.right.shape else sign * other

        diagnosis = Diagnosis(
            Kind.OTHER_QUANTITY,
            name if sign > 0 else f"-{name}",
            f"What came back is {minus}{name}.",
            "Look at which variable is returned, and at which step is left out.",
        )
        yield Hypothesis(diagnosis, predict, is_rich)


def _reordered(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return mistakes that leave every number as it is, but put it elsewhere."""
    yield Hypothesis(
        Diagnosis(
            Kind.TRANSPOSED,
            "transpose, reshape",
            "The numbers are right, but in the order of the transpose.",
            "Look for reshape: it does not transpose, it only cuts the rows at other places.",
        ),
        _changed(lambda right: right.T.reshape(right.shape), _MATRIX),
        is_rich,
    )
    axes = min(_AXES, max((seen.right.ndim for seen in cases), default=0))
    for axis in range(axes if axes > 1 else 0):
        diagnosis = Diagnosis(
            Kind.REVERSED,
            f"axis {axis}",
            f"The numbers are right, but in reversed order along axis {axis}.",
            "Look for [::-1] and flip, and for what is filled from the end.",
        )
        yield Hypothesis(diagnosis, _changed(partial(np.flip, axis=axis), axis + 1), is_rich)
    for order in permutations(range(axes)) if axes > _MATRIX else ():
        diagnosis = Diagnosis(
            Kind.TRANSPOSED,
            f"axes {', '.join(map(str, order))}",
            f"The numbers are right, but the axes are in another order: {order}.",
            "Write down which index stands for what, in the statement and in your array.",
        )

        def permuted(seen: Seen, order: tuple[int, ...] = order) -> Floats | None:
            return seen.right.transpose(order) if seen.right.ndim == len(order) else None

        yield Hypothesis(diagnosis, permuted, is_rich)


def _line(axis: int, axes: int) -> str:
    """Return what one index along an axis stands for."""
    if axes == 1:
        return "entry"
    return ("row", "column")[axis] if axes == _MATRIX else f"index of axis {axis}"


def _samples(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return mistakes that leave lines at 0: all but one, or only one, at either end."""
    axes = max((seen.right.ndim for seen in cases), default=0)
    for axis, (end, index), only in product(
        range(min(axes, _AXES)), (("first", 0), ("last", -1)), (True, False)
    ):

        def predict(
            seen: Seen, axis: int = axis, index: int = index, *, only: bool = only
        ) -> Floats | None:
            if axis >= seen.right.ndim:
                return None
            counted = np.full(seen.right.shape[axis], not only)
            counted[index] = only
            return np.where(_along(counted, axis, seen.right.ndim), seen.right, 0.0)

        def several(explained: Sequence[Explained], axis: int = axis) -> bool:
            return any(each.seen.right.shape[axis] >= MANY for each in explained)

        line = _line(axis, axes)
        yield Hypothesis(
            Diagnosis(
                Kind.SAMPLES,
                f"{'only' if only else 'all but'} {end} {line}",
                f"Only the {end} {line} is filled; the rest is 0."
                if only
                else f"Everything is right but the {end} {line}, which is left at 0.",
                "Look at where the loop begins and ends, and whether return stands inside it.",
            ),
            predict,
            several,
        )


def _along(line: _Flags, axis: int, axes: int) -> _Flags:
    """Return a line as an array that only extends along one axis."""
    return line.reshape([-1 if each == axis else 1 for each in range(axes)])


def _rounded() -> Iterator[Hypothesis]:
    for decimals in _DECIMALS:
        what = f"{decimals} decimals" if decimals > 1 else ("whole numbers", "1 decimal")[decimals]
        yield Hypothesis(
            Diagnosis(
                Kind.ROUNDED,
                f"{decimals}",
                f"Everything is rounded to {what}.",
                "Return the numbers as they are, and round only what is printed.",
            ),
            _changed(_rounding(decimals)),
            partial(_really_rounded, decimals=decimals),
        )
    for name, cut in (("trunc", np.trunc), ("floor", np.floor)):
        yield Hypothesis(
            Diagnosis(
                Kind.ROUNDED,
                name,
                "Everything is cut off to whole numbers.",
                "Look for an array of integers, for int and for //.",
            ),
            _changed(cut),
            partial(_really_rounded, decimals=0),
        )


def _really_rounded(explained: Sequence[Explained], decimals: int) -> bool:
    large = [each for each in explained if each.found.size >= MANY]
    off = [np.abs(each.found - np.round(each.found, decimals)) for each in explained]
    exact = all(
        bool((far <= _EXACTLY * np.abs(each.found)).all())
        for far, each in zip(off, explained, strict=True)
    )
    nonzero = sum(int(np.count_nonzero(each.found)) for each in large)
    return exact and len(large) > 1 and nonzero >= MANY


def _rounding(decimals: int) -> Callable[[Floats], Floats]:
    return lambda right: np.round(right, decimals)


def _clipped(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    found = [seen.found for seen in cases if seen.found is not None]
    if not found:
        return
    low, high = float(min(map(np.min, found))), float(max(map(np.max, found)))
    slack = TAU * max(abs(low), abs(high))

    def enough(explained: Sequence[Explained]) -> bool:
        """Return whether every bound that cuts does so in two cases, and much is not cut."""
        rights = [each.seen.right for each in explained]
        below = [int((right < low - slack).sum()) for right in rights]
        above = [int((right > high + slack).sum()) for right in rights]
        within = sum(right.size for right in rights) - sum(below) - sum(above)
        twice = all(np.count_nonzero(bound) != 1 for bound in (below, above))
        return twice and min(sum(below) + sum(above), within) >= MANY

    bounds = []
    if any((seen.right < low - slack).any() for seen in cases):
        bounds.append(f"{low:.4g}")
    if any((seen.right > high + slack).any() for seen in cases):
        bounds.append(f"{high:.4g}")
    yield Hypothesis(
        Diagnosis(
            Kind.CLIPPED,
            ", ".join(bounds),
            f"The numbers are right, but cut off at {' and '.join(bounds)}.",
            "Look for clip, minimum, maximum, or a mask in the wrong place.",
        ),
        lambda seen: np.clip(seen.right, low, high),
        enough,
    )


def _both_signs(explained: Sequence[Explained]) -> bool:
    rights = [each.seen.right for each in explained]
    negative = sum(int((right < 0).sum()) for right in rights)
    positive = sum(int((right > 0).sum()) for right in rights)
    return min(negative, positive) >= MANY


def _changed(change: Callable[[Floats], Floats], axes: int = 0) -> Predict:
    """Return the prediction that what is right comes back changed, where it has axes enough."""
    return lambda seen: change(seen.right) if seen.right.ndim >= axes else None
