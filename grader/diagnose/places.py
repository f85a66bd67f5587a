"""Only some entries are wrong: which ones, in every case?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grader.diagnose.seen import MANY, Seen, allowed, near
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.values import Floats

_MATRIX = 2
_ADVICE = (
    "Work this place out by hand in the smallest case; the others show that the rest is right."
)


@dataclass(frozen=True)
class _Wrong:
    """A failing case, and where it is wrong."""

    seen: Seen
    found: Floats
    where: npt.NDArray[np.bool_]


def recognise_place(cases: Sequence[Seen]) -> Diagnosis | None:
    """Return which entries, or which signs, are wrong, if they are the same in all cases."""
    failing = [_wrong(seen) for seen in cases if seen.fails]
    wrong = [each for each in failing if each is not None]
    axes = {each.where.ndim for each in wrong}
    if len(wrong) < max(2, len(failing)) or len(axes) != 1 or 0 in axes:
        return None
    return _entry(wrong) or _line(wrong) or _diagonal(wrong) or _signs(wrong)


def _wrong(seen: Seen) -> _Wrong | None:
    found, right = seen.found, seen.right
    if found is None or found.shape != right.shape or not np.isfinite(found).all():
        return None
    where = np.abs(found - right) > allowed(right, seen.typical)
    return _Wrong(seen, found, where) if where.any() else None


def _entry(wrong: Sequence[_Wrong]) -> Diagnosis | None:
    if any(each.where.sum() != 1 for each in wrong) or _count(wrong, MANY) < _MATRIX:
        return None
    places = [tuple(int(index) for index in np.argwhere(each.where)[0]) for each in wrong]
    lasts = [tuple(length - 1 for length in each.where.shape) for each in wrong]
    if all(not any(place) for place in places):
        name = "first entry"
    elif places == lasts:
        name = "last entry"
    elif len(set(places)) == 1:
        name = f"entry [{', '.join(map(str, places[0]))}]"
    else:
        return None
    return _only(name)


def _count(wrong: Sequence[_Wrong], entries: int) -> int:
    return sum(each.where.size >= entries for each in wrong)


def _line(wrong: Sequence[_Wrong]) -> Diagnosis | None:
    """Return the row, column or the like that alone is wrong."""
    axes = wrong[0].where.ndim
    for axis in range(axes if axes >= _MATRIX else 0):
        across = tuple(each for each in range(axes) if each != axis)
        lines = [np.flatnonzero(each.where.any(across)) for each in wrong]
        lengths = [each.where.shape[axis] for each in wrong]
        counts = [int(each.where.sum()) for each in wrong]
        if any(len(line) != 1 for line in lines) or max(counts) == 1:
            continue
        # In a line most of which is right, it is not the line that is wrong.
        half = all(
            count * lengths[at] * 2 >= wrong[at].where.size for at, count in enumerate(counts)
        )
        if not half or min(lengths) == 1 or max(lengths) < MANY:
            continue
        kind = ("row", "column")[axis] if axes == _MATRIX else f"index of axis {axis}"
        places = [int(line[0]) for line in lines]
        if not any(places):
            return _only(f"first {kind}")
        if places == [length - 1 for length in lengths]:
            return _only(f"last {kind}")
        if len(set(places)) == 1:
            return _only(f"{kind} {places[0]}")
    return None


def _diagonal(wrong: Sequence[_Wrong]) -> Diagnosis | None:
    """Return whether the diagonals alone are wrong, or everything but them."""
    shapes = [each.where.shape for each in wrong]
    if any(len(shape) < _MATRIX or shape[-1] != shape[-2] or shape[-1] == 1 for shape in shapes):
        return None
    if max(shape[-1] for shape in shapes) < MANY:
        return None
    diagonals = [np.broadcast_to(np.eye(shape[-1], dtype=bool), shape) for shape in shapes]
    for name, roles in (
        ("diagonal", diagonals),
        ("off-diagonal", [~diagonal for diagonal in diagonals]),
    ):
        if all(
            not each.where[~role].any() and 2 * each.where[role].sum() >= role.sum()
            for each, role in zip(wrong, roles, strict=True)
        ):
            what = "the diagonal is" if name == "diagonal" else "the entries off the diagonal are"
            return Diagnosis(Kind.ENTRY, name, f"Only {what} wrong.", _ADVICE)
    return None


def _only(name: str) -> Diagnosis:
    wrong = f"Only {name} is wrong." if "[" in name else f"Only the {name} is wrong."
    return Diagnosis(Kind.ENTRY, name, wrong, _ADVICE)


def _signs(wrong: Sequence[_Wrong]) -> Diagnosis | None:
    """Return whether some signs are wrong, but nothing else."""
    if sum(_is_mixed(each) for each in wrong) < _MATRIX:
        return None
    if any(
        not near(np.abs(each.found), np.abs(each.seen.right), each.seen.typical) for each in wrong
    ):
        return None
    return Diagnosis(
        Kind.SIGN,
        "some",
        "The sizes are right, but some signs are not.",
        "Look at what the wrong entries have in common, and at the minus in their formula.",
    )


def _is_mixed(wrong: _Wrong) -> bool:
    """Return whether some signs are wrong and some right, among entries enough to tell."""
    telling = np.abs(wrong.seen.right) > allowed(wrong.seen.right, wrong.seen.typical)
    right = telling & ~wrong.where
    return bool(telling.sum() >= MANY and right.any())
