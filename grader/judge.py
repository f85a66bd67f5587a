"""Judges answers: each part in each case, then each part over all its cases."""

from collections.abc import Mapping, Sequence
from typing import assert_never

import numpy as np

from grader.compare import compare
from grader.expect import Oracle
from grader.model.answer import (
    Answer,
    Crashed,
    Exited,
    NotAttempted,
    NotMarked,
    OutOfMemory,
    Raised,
    Returned,
    TimedOut,
    TooMuchOutput,
)
from grader.model.case import Case
from grader.model.course import CaseKind, Part, StudentFunction
from grader.model.judgement import (
    CaseJudgement,
    Differs,
    Finding,
    Near,
    NotFinite,
    PartJudgement,
    Verdict,
    WrongShape,
    WrongType,
)

_GRAVEST_FIRST = (
    Verdict.UNMARKED,
    Verdict.CRASHED,
    Verdict.EXITED,
    Verdict.TOO_MUCH_OUTPUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.TIMED_OUT,
    Verdict.RAISED,
    Verdict.WRONG_TYPE,
    Verdict.WRONG_SHAPE,
    Verdict.NOT_FINITE,
    Verdict.WRONG,
    Verdict.NOT_ATTEMPTED,
)
_UNSTABLE_AT_MOST = _GRAVEST_FIRST[_GRAVEST_FIRST.index(Verdict.RAISED) :]
"""Failures that mean instability where only overflow cases show them. A process that was lost
is another matter."""


def judge(
    function: StudentFunction, answers: Mapping[str, Answer], cases: Sequence[Case], oracle: Oracle
) -> tuple[PartJudgement, ...]:
    """Return a judgement on each part that a student's function answers.

    Args:
        function: The function that was asked for.
        answers: Its answer in each case that suits it, by the name of the case.
        cases: The cases of the problem.
        oracle: Knows what is right.
    """
    return tuple(
        _judge_part(function, position, part, answers, cases, oracle)
        for position, part in enumerate(function.parts)
    )


def _judge_part(
    function: StudentFunction,
    position: int,
    part: Part,
    answers: Mapping[str, Answer],
    cases: Sequence[Case],
    oracle: Oracle,
) -> PartJudgement:
    suiting = [case for case in cases if case.name in answers and case.suits(part.quantity)]
    size = _TypicalSize(part.quantity, suiting, oracle)
    judgements = []
    for case in suiting:
        finding = _find(answers[case.name], position, part.quantity, case, oracle, size)
        judgements.append(
            CaseJudgement(case.name, case.kind, case.because, _verdict(finding), finding)
        )
    return PartJudgement(part, function, _overall(judgements), tuple(judgements))


class _TypicalSize:
    """The median, over the ordinary cases, of the largest entry of a quantity.

    Cases where it is 0 everywhere do not count; if there are no others it is 1.
    """

    def __init__(self, quantity: str, cases: Sequence[Case], oracle: Oracle) -> None:
        largest = [
            float(np.abs(oracle.expected(quantity, case)).max(initial=0.0))
            for case in cases
            if case.kind is CaseKind.ORDINARY
        ]
        self.value = float(np.median([each for each in largest if each] or [1.0]))


def _find(
    answer: Answer,
    position: int,
    quantity: str,
    case: Case,
    oracle: Oracle,
    size: _TypicalSize,
) -> Finding:
    if not isinstance(answer, Returned):
        return answer
    return compare(
        answer.outputs[position],
        oracle.expected(quantity, case),
        size.value,
        lambda: oracle.noise(quantity, case),
        overflow=case.kind is CaseKind.OVERFLOW,
    )


def _verdict(finding: Finding) -> Verdict:
    match finding:
        case Near():
            return Verdict.RIGHT
        case Differs():
            return Verdict.WRONG
        case NotFinite():
            return Verdict.NOT_FINITE
        case WrongShape():
            return Verdict.WRONG_SHAPE
        case WrongType():
            return Verdict.WRONG_TYPE
        case Raised():
            return Verdict.RAISED
        case TimedOut():
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


def _overall(judgements: Sequence[CaseJudgement]) -> Verdict:
    """Return the gravest verdict; `unstable` where only overflow cases fail.

    Nothing judged is not the same as everything right.
    """
    if not judgements:
        return Verdict.UNMARKED
    failed = [each for each in judgements if each.verdict is not Verdict.RIGHT]
    if not failed:
        return Verdict.RIGHT
    gravest = min((each.verdict for each in failed), key=_GRAVEST_FIRST.index)
    only_overflow = all(each.kind is CaseKind.OVERFLOW for each in failed)
    some_other = any(each.kind is not CaseKind.OVERFLOW for each in judgements)
    if only_overflow and some_other and gravest in _UNSTABLE_AT_MOST:
        return Verdict.UNSTABLE
    return gravest
