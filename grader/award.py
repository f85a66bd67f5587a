"""The mark scheme: from verdicts to marks."""

from collections.abc import Mapping
from fractions import Fraction

from grader.model.course import CaseKind, Share
from grader.model.judgement import PartJudgement, Verdict
from grader.model.report import State

_GIVEN_UP = frozenset(
    {
        Verdict.TIMED_OUT,
        Verdict.OUT_OF_MEMORY,
        Verdict.TOO_MUCH_OUTPUT,
        Verdict.EXITED,
        Verdict.CRASHED,
    }
)


def award(
    judgement: PartJudgement, keeps: Mapping[CaseKind | Share, Fraction]
) -> tuple[State, Fraction | None]:
    """Return the state of a part's mark, and the mark where there is one.

    A part is all or nothing; but where it fails only in cases of kinds for which the
    problem states a share (``keeps``), it keeps the smallest of these shares.
    """
    match judgement.verdict:
        case Verdict.UNMARKED:
            return State.UNMARKED, None
        case Verdict.NOT_ATTEMPTED:
            return State.NOT_ATTEMPTED, None
        case Verdict.NOT_ASSESSABLE:
            return State.NOT_ASSESSABLE, None
        case Verdict.AWAITING:
            return State.AWAITING, None
        case Verdict.RIGHT:
            return State.AWARDED, judgement.part.marks
        case Verdict.FOLLOWED:
            return State.AWARDED, judgement.part.marks * keeps.get(Share.FOLLOWED, Fraction(1))
        case Verdict.APPROXIMATE:
            return State.AWARDED, judgement.part.marks * keeps.get(Share.APPROXIMATE, Fraction(1))
        case Verdict.NUMERICAL:
            return State.AWARDED, judgement.part.marks * keeps.get(Share.NUMERICAL, Fraction(0))
    counted = [case for case in judgement.cases if case.counts]
    failed = {
        case.kind
        for case in counted
        if case.verdict not in (Verdict.RIGHT, Verdict.FOLLOWED, Verdict.NOT_ASSESSABLE)
    }
    if not failed:
        return State.AWARDED, Fraction(0)  # right everywhere, but a demand was not met
    # An answer that is right nowhere else has nothing to keep.
    if judgement.verdict in _GIVEN_UP or failed == {case.kind for case in counted}:
        return State.AWARDED, Fraction(0)
    share = min(keeps.get(kind, Fraction(0)) for kind in failed)
    return State.AWARDED, judgement.part.marks * share
