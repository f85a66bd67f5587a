"""Verdicts: of one finding, and of a part over all its cases."""

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import assert_never

from grader.model.answer import (
    Crashed,
    Exited,
    NotAttempted,
    NotMarked,
    OutOfMemory,
    Raised,
    TimedOut,
    TooMuchOutput,
    TooSlow,
)
from grader.model.case import Tag
from grader.model.course import CaseKind
from grader.model.judgement import (
    CaseJudgement,
    Differs,
    DiffersInDigits,
    Finding,
    Followed,
    ForAPerson,
    Near,
    NotAssessable,
    NotFinite,
    OtherChoice,
    OtherOrder,
    OtherWords,
    Precision,
    Verdict,
    WrongShape,
    WrongType,
)
from grader.model.sheet import Unreadable

IMPRECISE_AT_MOST = 3e-2
"""Up to here a difference is one of precision, as half precision makes it."""

_GRAVEST_FIRST = (
    Verdict.UNMARKED,
    Verdict.CRASHED,
    Verdict.EXITED,
    Verdict.TOO_MUCH_OUTPUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.TIMED_OUT,
    Verdict.RAISED,
    Verdict.UNREADABLE,
    Verdict.WRONG_TYPE,
    Verdict.WRONG_SHAPE,
    Verdict.NOT_FINITE,
    Verdict.WRONG,
    Verdict.IMPRECISE,
    Verdict.NOT_ATTEMPTED,
)
_UNSTABLE_AT_MOST = _GRAVEST_FIRST[_GRAVEST_FIRST.index(Verdict.RAISED) :]
"""Failures that mean instability where only overflow cases show them. A process that was lost
is another matter."""
_CARRIED = (Verdict.FOLLOWED, Verdict.NOT_ASSESSABLE)


def verdict_of(finding: Finding) -> Verdict:
    """Return the verdict on a part in one case."""
    match finding:
        case Near():
            return Verdict.RIGHT
        case Followed():
            return Verdict.FOLLOWED
        case NotAssessable():
            return Verdict.NOT_ASSESSABLE
        case Differs():
            return Verdict.IMPRECISE if finding.error <= IMPRECISE_AT_MOST else Verdict.WRONG
        case DiffersInDigits() | OtherChoice() | OtherOrder() | OtherWords():
            return Verdict.WRONG
        case ForAPerson():
            return Verdict.AWAITING
        case Unreadable():
            return Verdict.UNREADABLE
        case NotFinite():
            return Verdict.NOT_FINITE
        case WrongShape():
            return Verdict.WRONG_SHAPE
        case WrongType():
            return Verdict.WRONG_TYPE
        case Raised():
            return Verdict.RAISED
        case TimedOut() | TooSlow():
            return Verdict.TIMED_OUT
        case OutOfMemory():
            return Verdict.OUT_OF_MEMORY
        case TooMuchOutput():
            return Verdict.TOO_MUCH_OUTPUT
        case Exited():
            return Verdict.EXITED
        case Crashed():
            return Verdict.CRASHED
        case NotAttempted():
            return Verdict.NOT_ATTEMPTED
        case NotMarked():
            return Verdict.UNMARKED
        case _:
            assert_never(finding)


def gravest(verdicts: Collection[Verdict]) -> Verdict:
    """Return the gravest of some verdicts that are neither right nor carried."""
    return min(verdicts, key=_GRAVEST_FIRST.index)


def overall(judgements: Sequence[CaseJudgement]) -> Verdict:
    """Return the verdict on a part: the gravest of its cases, `unstable` where only overflow fails.

    What follows from an earlier mistake is no failure, if that is seen in as many ordinary
    cases as there are in which nothing can be said. Nothing judged is not the same as
    everything right.
    """
    if not judgements:
        return Verdict.UNMARKED
    failed = [each for each in judgements if each.verdict not in (Verdict.RIGHT, *_CARRIED)]
    ordinary = [each for each in judgements if each.kind is not CaseKind.OVERFLOW]
    if not ordinary:
        ordinary = list(judgements)
    followed, unsaid = (
        sum(each.verdict is verdict for each in ordinary)
        for verdict in (Verdict.FOLLOWED, Verdict.NOT_ASSESSABLE)
    )
    if failed:
        worst = gravest([each.verdict for each in failed])
        only_overflow = all(each.kind is CaseKind.OVERFLOW for each in failed)
        some_other = any(each.kind is not CaseKind.OVERFLOW for each in judgements)
        if not (only_overflow and some_other and worst in _UNSTABLE_AT_MOST):
            return worst
        return Verdict.NOT_ASSESSABLE if unsaid > followed else Verdict.UNSTABLE
    if unsaid > followed:
        return Verdict.NOT_ASSESSABLE
    if any(each.verdict is Verdict.FOLLOWED for each in judgements):
        return Verdict.FOLLOWED
    if precision(judgements) is Precision.APPROXIMATE:
        return Verdict.APPROXIMATE
    return Verdict.RIGHT


def precision(judgements: Sequence[CaseJudgement]) -> Precision | None:
    """Return how exact a part is over its ordinary cases; None where it is not right there.

    But for the one with large numbers, in which gradients may have all but vanished.
    """
    ordinary = [each for each in judgements if each.kind is CaseKind.ORDINARY]
    found = [each.finding for each in ordinary if each.tag is not Tag.HUGE]
    near = [each.precision for each in found if isinstance(each, Near)]
    if not near or len(near) < len(found):
        return None
    for worst in (Precision.APPROXIMATE, Precision.SINGLE):
        if worst in near:
            return worst
    return Precision.DOUBLE


def subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all choices of some names, the largest last."""
    return [chosen for count in range(len(names) + 1) for chosen in combinations(names, count)]
