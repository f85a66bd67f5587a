"""Recognises mistakes that any gradient can have, from the numbers alone.

A detector is a hypothesis: it says what would have come back. It is believed only if this is
what came back in every case, those that passed included, within the rule of comparison.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.compare import relative_size
from grader.diagnose.factors import recognise_factor
from grader.diagnose.places import recognise_place
from grader.diagnose.seen import SPECIAL, Seen, Tag, first_that_holds
from grader.diagnose.shapes import of_shape
from grader.diagnose.values import of_value
from grader.model.diagnosis import Diagnosis, Kind

__all__ = ["SPECIAL", "Seen", "Tag", "recognise"]

_IMPRECISE = 3e-2
"""Relative; real mistakes are larger, half precision is smaller."""
_ENTRIES = 6
"""As many entries as cannot all be nearly right by chance."""
_PASSING = 2

_EXCEPT_WHERE = {
    Tag.TIE: (
        "two numbers are exactly equal, or one is exactly at a kink",
        "Look at > and >=, at ==, and at argmax where there are several maxima.",
    ),
    Tag.ZERO_ROW: (
        "a row is all 0",
        "Look for a division by a sum or a norm that can be 0, and for tests of what is not 0.",
    ),
    Tag.EQUAL_ENTRIES: (
        "all entries are equal",
        "Look for a comparison with the largest entry, and for a difference that becomes 0.",
    ),
    Tag.TINY: (
        "the numbers are tiny",
        "Look for a threshold, a small number that is added, and for rounding.",
    ),
    Tag.HUGE: (
        "the numbers are huge",
        "Look for clip, and for an exponential that grows too large.",
    ),
    Tag.REPEATED_ROWS: (
        "rows are repeated",
        "Look for what is found by its value (==, index, a set or a dict) and not by its place.",
    ),
    Tag.WHOLE_NUMBERS: (
        "the inputs are whole numbers",
        "Look for arrays of integers: what is written into them is cut off, and // rounds down.",
    ),
}


@np.errstate(all="ignore")
def recognise(seen: Sequence[Seen]) -> Diagnosis | None:
    """Return what kind of mistake explains what came back in every case, or None."""
    cases = [_usable(each) for each in seen if each.right.size and np.isfinite(each.right).all()]
    # Where numbers overflow, or slopes may be chosen, what is right is not one array.
    ordinary = [each for each in cases if not each.tags & {Tag.OVERFLOW, Tag.TIE}]
    return (
        first_that_holds(of_shape(ordinary), ordinary)
        or _pattern(cases)
        or recognise_factor(ordinary)
        or first_that_holds(of_value(ordinary), ordinary)
        or recognise_place(ordinary)
        or _imprecise(ordinary)
    )


def _usable(seen: Seen) -> Seen:
    return replace(seen, found=None) if seen.found is not None and not seen.found.size else seen


def _pattern(seen: Sequence[Seen]) -> Diagnosis | None:
    """Return what all cases that fail have in common, and none that passes."""
    cases = [each for each in seen if Tag.OVERFLOW not in each.tags]
    failing = [each for each in cases if each.fails]
    if not failing or len(cases) - len(failing) < _PASSING:
        return None
    where: list[tuple[str, str, str]] = []
    for size in sorted(failing[0].sizes):
        if all((each.sizes.get(size) == 1) == each.fails for each in cases):
            advice = "Look for squeeze, for reshape, and for a division by a size less 1."
            where.append((f"{size}=1", f"{size} is 1", advice))
    for tag, (words, advice) in _EXCEPT_WHERE.items():
        if all((tag in each.tags) == each.fails for each in cases):
            where.append((tag.value, words, advice))
    if not where:
        return None
    names, conditions, advices = zip(*where, strict=True)
    return Diagnosis(
        Kind.PATTERN,
        ", ".join(names),
        f"This is right except where {' and '.join(conditions)}.",
        advices[0],
    )


def _imprecise(cases: Sequence[Seen]) -> Diagnosis | None:
    """Return that everything is nearly right, if so."""
    failing = [each for each in cases if each.fails]
    found = [each.found for each in failing if each.found is not None]
    if len(failing) < 2 or sum(array.size for array in found) < _ENTRIES:  # noqa: PLR2004
        return None
    if any(_error(each) > _IMPRECISE for each in cases if each.fails or each.found is not None):
        return None
    half = all((array == array.astype(np.float16)).all() for array in found)
    if half:
        return Diagnosis(
            Kind.IMPRECISE,
            "half",
            "This is nearly right, but in half precision: three digits are too few.",
            "Work in double precision, and look for float16.",
        )
    return Diagnosis(
        Kind.IMPRECISE,
        "nearly",
        "This is nearly right, but further off than single precision explains.",
        "Look for rounding on the way, for low precision, and for a small term that is missing "
        "or too many.",
    )


def _error(seen: Seen) -> float:
    """Return the largest relative error, as the rule of comparison measures it."""
    if seen.found is None or seen.found.shape != seen.right.shape:
        return np.inf
    size = relative_size(seen.right, seen.typical)
    error = float((np.abs(seen.found - seen.right) / size).max())
    return error if np.isfinite(error) else np.inf
