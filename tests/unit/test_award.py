"""From verdicts to marks."""

from fractions import Fraction

import pytest

from grader.award import award
from grader.judge.overall import overall, precision
from grader.model.course import CaseKind, Part, Share, StudentFunction
from grader.model.judgement import CaseJudgement, Near, PartJudgement, Precision, Verdict, WrongType
from grader.model.report import State

PART = Part("q", Fraction(3))
FUNCTION = StudentFunction("f", (), (PART,), several=False)
HALF: dict[CaseKind | Share, Fraction] = {CaseKind.OVERFLOW: Fraction(1, 2)}


def judged(*cases: tuple[CaseKind, Verdict]) -> PartJudgement:
    """Return the judgement on a part with these cases."""
    judgements = [CaseJudgement("c", kind, None, verdict, Near()) for kind, verdict in cases]
    return PartJudgement(PART, FUNCTION, overall(judgements), tuple(judgements))


N, V, T, F = CaseKind.ORDINARY, CaseKind.OVERFLOW, CaseKind.TIE, CaseKind.FORM
RIGHT, WRONG, NAN = Verdict.RIGHT, Verdict.WRONG, Verdict.NOT_FINITE
FOLLOWED, UNSAID = Verdict.FOLLOWED, Verdict.NOT_ASSESSABLE


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
        ([(N, Verdict.IMPRECISE), (N, WRONG)], WRONG, 0),
        ([(N, RIGHT), (N, Verdict.IMPRECISE)], Verdict.IMPRECISE, 0),
        ([(N, RIGHT), (N, FOLLOWED)], FOLLOWED, 3),
        ([(N, WRONG), (N, FOLLOWED)], WRONG, 0),
        ([(N, FOLLOWED), (N, UNSAID)], FOLLOWED, 3),
        ([(N, WRONG), (N, UNSAID)], WRONG, 0),
        ([(N, FOLLOWED), (V, NAN)], Verdict.UNSTABLE, Fraction(3, 2)),
        ([(N, RIGHT), (V, UNSAID)], RIGHT, 3),
        ([(N, RIGHT), (F, WRONG)], WRONG, 0),
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
    keeps: dict[CaseKind | Share, Fraction] = {
        CaseKind.OVERFLOW: Fraction(1, 2),
        CaseKind.TIE: Fraction(1, 4),
    }
    assert award(judged((N, RIGHT), (T, WRONG), (V, NAN)), keeps)[1] == Fraction(3, 4)


def test_states_are_never_mixed() -> None:
    assert award(judged((N, Verdict.NOT_ATTEMPTED)), HALF) == (State.NOT_ATTEMPTED, None)
    assert award(judged((N, RIGHT), (N, Verdict.UNMARKED)), HALF) == (State.UNMARKED, None)
    assert award(judged((N, UNSAID)), HALF) == (State.NOT_ASSESSABLE, None)
    assert award(judged((N, RIGHT), (N, UNSAID)), HALF) == (State.NOT_ASSESSABLE, None)


def test_nothing_judged_is_not_everything_right() -> None:
    assert award(judged(), HALF) == (State.UNMARKED, None)


SHARES: dict[CaseKind | Share, Fraction] = {
    Share.FOLLOWED: Fraction(2, 3),
    Share.APPROXIMATE: Fraction(1, 3),
    Share.NUMERICAL: Fraction(1, 6),
}


@pytest.mark.parametrize(
    ("verdict", "without", "stated"),
    [(FOLLOWED, 3, 2), (Verdict.APPROXIMATE, 3, 1), (Verdict.NUMERICAL, 0, Fraction(1, 2))],
)
def test_a_problem_may_state_what_is_kept_for_a_verdict(
    verdict: Verdict, without: int, stated: Fraction
) -> None:
    judgement = PartJudgement(PART, FUNCTION, verdict, judged((N, RIGHT)).cases)
    assert award(judgement, {}) == (State.AWARDED, Fraction(without))
    assert award(judgement, HALF) == (State.AWARDED, Fraction(without))
    assert award(judgement, SHARES) == (State.AWARDED, Fraction(stated))


def test_a_demand_that_is_not_met_costs_all_though_every_case_is_right() -> None:
    judgement = PartJudgement(PART, FUNCTION, WRONG, judged((N, RIGHT)).cases)
    assert award(judgement, HALF) == (State.AWARDED, Fraction())


def test_what_is_only_noted_costs_nothing_and_decides_nothing() -> None:
    noted = CaseJudgement("c", CaseKind.FORM, None, Verdict.RAISED, Near(), counts=False)
    right = judged((N, RIGHT), (V, NAN))
    judgement = PartJudgement(PART, FUNCTION, right.verdict, (*right.cases, noted))
    assert award(judgement, HALF) == (State.AWARDED, Fraction(3, 2))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["double", "double"], "double"),
        (["double", "single"], "single"),
        (["single", "approximate", "double"], "approximate"),
        ([], None),
    ],
)
def test_precision_is_that_of_the_least_precise_ordinary_case(
    found: list[str], expected: str | None
) -> None:
    cases = [
        CaseJudgement("c", N, None, RIGHT, Near(Precision(each), 1e-9 * (each != "double")))
        for each in found
    ]
    overflow = CaseJudgement("o", V, None, RIGHT, Near(Precision.APPROXIMATE, 1e-9))
    assert precision([*cases, overflow]) == expected
    if cases:
        verdict = Verdict.APPROXIMATE if expected == "approximate" else RIGHT
        assert overall([*cases, overflow]) is verdict


def test_there_is_no_precision_of_what_is_not_right_everywhere() -> None:
    assert precision(judged((N, RIGHT), (N, RIGHT)).cases) is Precision.DOUBLE
    right = CaseJudgement("c", N, None, RIGHT, Near())
    wrong = CaseJudgement("c", N, None, WRONG, WrongType("None"))
    assert precision([right, wrong]) is None
