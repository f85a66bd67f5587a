"""From verdicts to marks."""

from fractions import Fraction

import pytest

from grader.award import award
from grader.judge import _overall
from grader.model.course import CaseKind, Part, StudentFunction
from grader.model.judgement import CaseJudgement, Near, PartJudgement, Verdict
from grader.model.report import State

PART = Part("q", Fraction(3))
FUNCTION = StudentFunction("f", (), (PART,), several=False)
HALF = {CaseKind.OVERFLOW: Fraction(1, 2)}


def judged(*cases: tuple[CaseKind, Verdict]) -> PartJudgement:
    """Return the judgement on a part with these cases."""
    judgements = [CaseJudgement("c", kind, None, verdict, Near()) for kind, verdict in cases]
    return PartJudgement(PART, FUNCTION, _overall(judgements), tuple(judgements))


N, V, T = CaseKind.ORDINARY, CaseKind.OVERFLOW, CaseKind.TIE
RIGHT, WRONG, NAN = Verdict.RIGHT, Verdict.WRONG, Verdict.NOT_FINITE


@pytest.mark.parametrize(
    ("cases", "verdict", "marks"),
    [
        ([(N, RIGHT), (V, RIGHT)], RIGHT, 3),
        ([(N, RIGHT), (V, NAN)], Verdict.UNSTABLE, Fraction(3, 2)),
        ([(N, RIGHT), (V, Verdict.RAISED)], Verdict.UNSTABLE, Fraction(3, 2)),
        ([(N, RIGHT), (V, Verdict.TIMED_OUT)], Verdict.TIMED_OUT, 0),
        ([(N, RIGHT), (V, Verdict.CRASHED)], Verdict.CRASHED, 0),
        ([(N, WRONG), (V, NAN)], NAN, 0),
        ([(N, WRONG), (V, RIGHT)], WRONG, 0),
        ([(V, NAN)], NAN, 0),
        ([(V, NAN), (V, RIGHT)], NAN, 0),
        ([(N, RIGHT), (T, WRONG)], WRONG, 0),
        ([(N, RIGHT), (T, WRONG), (V, NAN)], NAN, 0),
        ([(N, Verdict.WRONG_SHAPE), (N, WRONG)], Verdict.WRONG_SHAPE, 0),
    ],
)
def test_a_part_is_all_or_nothing_but_for_what_the_problem_keeps(
    cases: list[tuple[CaseKind, Verdict]], verdict: Verdict, marks: Fraction
) -> None:
    judgement = judged(*cases)
    assert judgement.verdict is verdict
    assert award(judgement, HALF) == (State.AWARDED, Fraction(marks))


def test_without_a_stated_share_an_unstable_part_keeps_nothing() -> None:
    assert award(judged((N, RIGHT), (V, NAN)), {}) == (State.AWARDED, Fraction())


def test_of_two_shares_the_smaller_is_kept() -> None:
    keeps = {CaseKind.OVERFLOW: Fraction(1, 2), CaseKind.TIE: Fraction(1, 4)}
    assert award(judged((N, RIGHT), (T, WRONG), (V, NAN)), keeps)[1] == Fraction(3, 4)


def test_states_are_never_mixed() -> None:
    assert award(judged((N, Verdict.NOT_ATTEMPTED)), HALF) == (State.NOT_ATTEMPTED, None)
    assert award(judged((N, RIGHT), (N, Verdict.UNMARKED)), HALF) == (State.UNMARKED, None)


def test_nothing_judged_is_not_everything_right() -> None:
    assert award(judged(), HALF) == (State.UNMARKED, None)
