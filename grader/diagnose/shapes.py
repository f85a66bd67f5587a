"""Mistakes that show in the shape: what would come back if they had been made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations, product
from typing import TypeAlias

import numpy as np

from grader.diagnose.seen import Explained, Hypothesis, Seen, is_rich, near
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.values import Floats

_AXES = 4
_MATRIX = 2
_EXACTLY = 1.2e-7
"""Relative; a rounded number in single precision is this near the one in double precision."""

_Sum: TypeAlias = Callable[..., Floats]
_SUMS: tuple[tuple[str, _Sum], ...] = (("added up", np.sum), ("averaged", np.mean))


def of_shape(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return mistakes that show in the shape; the transpose also where it is square."""
    yield Hypothesis(
        Diagnosis(
            Kind.TRANSPOSED,
            "transpose",
            "This is the transpose of what it should be.",
            "Write the shape of every factor beside it: a gradient has the shape of its variable.",
        ),
        lambda seen: seen.right.T if seen.right.ndim >= _MATRIX else None,
        is_rich,
        may_raise=True,
    )
    yield from _of_length_1()
    yield from _diagonals()
    yield from _not_summed(cases)
    yield from _wrong_axis(cases)
    yield from _summed(cases)
    yield Hypothesis(
        Diagnosis(
            Kind.SHAPE,
            "reshape",
            "These are the right numbers in the right order, but in another shape.",
            "Look for reshape, ravel and flatten, and for what shape is asked for.",
        ),
        _reshaped,
    )


def _reshaped(seen: Seen) -> Floats:
    if seen.found is None or seen.found.size != seen.right.size:
        return seen.right
    return seen.right.reshape(seen.found.shape)


def _of_length_1() -> Iterator[Hypothesis]:
    """Return mistakes that only add axes of length 1, or only take them away."""
    for name, sign, wrong, advice in (
        ("axis too many", 1, "there is an axis of length 1 too many", "keepdims, None and reshape"),
        ("axis too few", -1, "an axis of length 1 is missing", "squeeze, an index, and keepdims"),
        ("axis misplaced", 0, "an axis of length 1 is in the wrong place", "None and reshape"),
    ):

        def predict(seen: Seen, sign: int = sign) -> Floats:
            if seen.found is None or _squeezed(seen.found) != _squeezed(seen.right):
                return seen.right
            if np.sign(seen.found.ndim - seen.right.ndim) != sign:
                return seen.right
            return seen.right.reshape(seen.found.shape)

        diagnosis = Diagnosis(
            Kind.AXIS, name, f"The numbers are right, but {wrong}.", f"Look at {advice}."
        )
        yield Hypothesis(diagnosis, predict)


def _squeezed(array: Floats) -> tuple[int, ...]:
    return tuple(length for length in array.shape if length != 1)


def _diagonals() -> Iterator[Hypothesis]:
    def of_matrix(seen: Seen) -> Floats | None:
        matrix = _is_square(seen.right)
        return np.diagonal(seen.right, axis1=-2, axis2=-1) if matrix else None

    def of_vector(seen: Seen) -> Floats | None:
        return np.diag(seen.right) if seen.right.ndim == 1 else None

    def too_much(seen: Seen) -> Floats | None:
        if seen.right.ndim != 1:
            return None
        if seen.found is None or not _is_square(seen.found) or seen.found.ndim != _MATRIX:
            return seen.right
        # What stands off the diagonal is anything.
        same = near(np.diagonal(seen.found), seen.right, seen.typical)
        return seen.found if same else seen.right

    advice = "Look at every product: is it entry by entry, or of matrices?"
    yield Hypothesis(
        Diagnosis(
            Kind.SHAPE,
            "diagonal",
            "Only the diagonal came back where the whole matrix is wanted.",
            "Derive every output by every input: that is a matrix.",
        ),
        of_matrix,
    )
    yield Hypothesis(
        Diagnosis(
            Kind.SHAPE,
            "diagonal matrix",
            "A diagonal matrix came back where only its diagonal is wanted.",
            "Leave the matrix out: multiply entry by entry.",
        ),
        of_vector,
    )
    yield Hypothesis(
        Diagnosis(
            Kind.SHAPE,
            "matrix",
            "A matrix came back where only its diagonal is wanted.",
            advice,
        ),
        too_much,
    )


def _is_square(array: Floats) -> bool:
    return array.ndim >= _MATRIX and array.shape[-1] == array.shape[-2]


def _reduced(array: Floats, axis: int | None, total: _Sum) -> tuple[Floats, ...]:
    """Return a sum or mean over an axis, without this axis and with its length 1."""
    if axis is not None and axis >= array.ndim:
        return ()
    return (
        np.asarray(total(array, axis=axis), dtype=np.float64),
        np.asarray(total(array, axis=axis, keepdims=True), dtype=np.float64),
    )


def _axes(arrays: Iterable[Floats | None]) -> range:
    """Return the axes that some array has; no more than are worth trying."""
    return range(min(_AXES, max((array.ndim for array in arrays if array is not None), default=0)))


def _not_summed(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return mistakes that leave a sum or mean out: with it, the numbers would be right."""
    for axis, (how, total) in product((*_axes(seen.found for seen in cases), None), _SUMS):

        def predict(seen: Seen, axis: int | None = axis, total: _Sum = total) -> Floats:
            if seen.found is None or _is_even(seen.found, axis):
                return seen.right
            sums = _reduced(seen.found, axis, total)
            right = any(near(each, seen.right, seen.typical) for each in sums)
            return seen.found if right else seen.right

        along = "" if axis is None else f" along axis {axis}"
        diagnosis = Diagnosis(
            Kind.SUM,
            f"not {how}" if axis is None else f"not {how}, axis {axis}",
            f"The contributions are not {how}{along}; they would be right.",
            "Every contribution to a variable counts: look at which index is left over.",
        )
        yield Hypothesis(diagnosis, predict, _some_left_over)


def _is_even(array: Floats, axis: int | None) -> bool:
    """Return whether nothing changes along an axis: then a mean over it says nothing."""
    if axis is not None and axis >= array.ndim:
        return True
    if (array.size if axis is None else array.shape[axis]) == 1 or not array.any():
        return False
    return bool((np.ptp(array, axis=axis) <= np.abs(array).max() * _EXACTLY).all())


def _some_left_over(explained: Sequence[Explained]) -> bool:
    more = [each for each in explained if each.found.size > each.seen.right.size]
    return len(more) > 1 and _some_right_entry(more)


def _some_right_entry(explained: Sequence[Explained]) -> bool:
    return sum(bool(each.seen.right.any()) for each in explained) > 1


def _wrong_axis(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return sums over the wrong axis, where what is summed is known."""
    names = dict.fromkeys(name for seen in cases for name in seen.others)
    for name in names:
        arrays = [seen.others[name] for seen in cases if name in seen.others]
        axes = _axes(arrays)
        if len(axes) < _MATRIX:
            continue
        for (how, total), (wanted, taken) in product(_SUMS, permutations(axes, 2)):
            if not all(_is_sum(seen, name, wanted, total) for seen in cases):
                continue

            def predict(
                seen: Seen, name: str = name, taken: int = taken, total: _Sum = total
            ) -> Floats | None:
                if name not in seen.others:
                    return None
                sums = _reduced(seen.others[name], taken, total)
                shape = None if seen.found is None else seen.found.shape
                return next((each for each in sums if each.shape == shape), sums[0])

            yield Hypothesis(
                Diagnosis(
                    Kind.SUM,
                    f"axis {taken}",
                    f"This is {how} over the wrong axis: over axis {taken}.",
                    "Write down which index is to disappear, and which axis that is.",
                ),
                predict,
                _some_right_entry,
            )


def _is_sum(seen: Seen, name: str, axis: int, total: _Sum) -> bool:
    """Return whether a quantity, summed over an axis, is right, or is not known."""
    if name not in seen.others:
        return True
    sums = _reduced(seen.others[name], axis, total)
    return any(near(each, seen.right, seen.typical) for each in sums)


def _summed(cases: Sequence[Seen]) -> Iterator[Hypothesis]:
    """Return sums and means that are too many: over everything, or over one axis."""
    for axis, (how, total) in product((None, *_axes(seen.right for seen in cases)), _SUMS):

        def predict(seen: Seen, axis: int | None = axis, total: _Sum = total) -> Floats | None:
            sums = _reduced(seen.right, axis, total)
            if not sums:
                return None
            shape = None if seen.found is None else seen.found.shape
            return next((each for each in sums if each.shape == shape), sums[0])

        over = "over everything" if axis is None else f"along axis {axis}"
        diagnosis = Diagnosis(
            Kind.SUM,
            f"scalar, {how}" if axis is None else f"axis {axis}, {how}",
            f"The right numbers are {how} {over}, which is once too often.",
            "Each entry of the variable has a derivative of its own: leave them apart.",
        )
        yield Hypothesis(diagnosis, predict, _some_right_entry)
