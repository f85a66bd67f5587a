"""What the detectors see, and when a hypothesis explains it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from grader.compare import TAU, relative_size
from grader.model.diagnosis import Diagnosis
from grader.model.values import Floats

MANY = 3
"""As many cases, entries or lines as something needs that could fit fewer by chance."""
_MANY_OF_FEW_VALUES = 12
"""As many entries where there are hardly any values, as in a mask: each may fit by chance."""


class Tag(StrEnum):
    """What can be special about a case. This list is closed."""

    OVERFLOW = "overflow"
    TIE = "tie"
    ZERO_ROW = "zero_row"
    EQUAL_ENTRIES = "equal_entries"
    TINY = "tiny"
    HUGE = "huge"
    REPEATED_ROWS = "repeated_rows"
    WHOLE_NUMBERS = "whole_numbers"


SPECIAL: frozenset[str] = frozenset(Tag)


@dataclass(frozen=True)
class Seen:
    """One case of one quantity, as the detectors see it."""

    case: str
    found: Floats | None
    """What came back, whatever its shape; None where nothing usable did."""
    right: Floats
    """What is right, or follows rightly from the student's own earlier values."""
    fails: bool
    """Whether it was judged not right in this case."""
    sizes: Mapping[str, int]
    constants: Mapping[str, float]
    others: Mapping[str, Floats]
    """Right values of other quantities and of inputs."""
    tags: frozenset[str]
    """What is special about the case, from ``SPECIAL``; empty for an ordinary one."""
    typical: float = 1.0
    """Typical size of the quantity, used where right is 0 everywhere."""


@dataclass(frozen=True)
class Explained:
    """A failing case in which what came back is what a hypothesis predicts."""

    seen: Seen
    found: Floats
    predicted: Floats


Predict: TypeAlias = Callable[[Seen], Floats | None]
"""What would come back in a case, or None where the hypothesis says nothing."""

Enough: TypeAlias = Callable[[Sequence[Explained]], bool]


@dataclass(frozen=True)
class Hypothesis:
    """A mistake that may have been made."""

    diagnosis: Diagnosis
    predict: Predict
    enough: Enough = lambda _: True
    """Whether these cases are enough to believe it, beside what every hypothesis needs."""
    may_raise: bool = False
    """Whether it may also show as an exception."""


def allowed(wanted: Floats, typical: float) -> Floats:
    """Return how far entries may be from those wanted: the rule of comparison, less noise."""
    return TAU * relative_size(wanted, typical)


def near(found: Floats, wanted: Floats, typical: float) -> bool:
    """Return whether shape and every entry agree."""
    if found.shape != wanted.shape:
        return False
    return bool((np.abs(found - wanted) <= allowed(wanted, typical)).all())


def holds(hypothesis: Hypothesis, cases: Sequence[Seen]) -> bool:
    """Return whether a hypothesis explains what came back in every case.

    It must also say something that is not right, in more failing cases than it leaves
    unexplained, and the cases must be too many for chance.
    """
    explained: list[Explained] = []
    left = 0
    for seen in cases:
        predicted = hypothesis.predict(seen)
        if predicted is None or not np.isfinite(predicted).all():
            left += seen.fails
        elif seen.found is None:
            if seen.fails and not hypothesis.may_raise:
                return False
        elif not near(seen.found, predicted, seen.typical):
            return False
        elif seen.fails and near(seen.right, predicted, seen.typical):
            left += 1
        elif seen.fails:
            explained.append(Explained(seen, seen.found, predicted))
    return len(explained) > left and not _by_chance(explained) and hypothesis.enough(explained)


def first_that_holds(hypotheses: Iterable[Hypothesis], cases: Sequence[Seen]) -> Diagnosis | None:
    """Return the diagnosis of the first hypothesis that explains every case."""
    return next((each.diagnosis for each in hypotheses if holds(each, cases)), None)


def _by_chance(explained: Sequence[Explained]) -> bool:
    """Return whether so few numbers would fit anything. Cases that are the same count once."""
    distinct = {(each.seen.right.shape, each.seen.right.tobytes()) for each in explained}
    some = any(max(each.predicted.size, each.seen.right.size) > 1 for each in explained)
    return len(distinct) < (2 if some else MANY)


def is_rich(explained: Sequence[Explained]) -> bool:
    """Return whether enough numbers are where they would not rightly be.

    Another order of the same numbers, or other numbers of the same kind, fit by chance
    where there are few values or few entries.
    """
    if any(each.predicted.shape != each.seen.right.shape for each in explained):
        return True
    moved = sum(
        int((np.abs(each.predicted - each.seen.right) > _tolerance(each)).sum())
        for each in explained
    )
    magnitudes = np.concatenate([np.abs(each.predicted).ravel() for each in explained])
    few = len(np.unique(magnitudes.astype(np.float32))) < MANY
    return moved >= (_MANY_OF_FEW_VALUES if few else MANY)


def _tolerance(each: Explained) -> Floats:
    return allowed(each.seen.right, each.seen.typical)
