"""A check of the grader by itself, in every run: what is known to be right or wrong is judged so.

A comparison that compares nothing accepts everything, and nobody notices. So each function
that is marked has one right answer in single precision and one wrong answer go the same way
as a student's.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.expect import Oracle
from grader.judge.by_hand import judge_values
from grader.judge.functions import judge
from grader.model.answer import Listed, Output, Returned
from grader.model.case import Case
from grader.model.course import AskedValues, CaseKind, StudentFunction
from grader.model.judgement import Verdict
from grader.model.values import Floats

_CASES = 2
"""As many as it takes to see that the comparison compares."""
_ACCEPTED = (Verdict.RIGHT, Verdict.APPROXIMATE, Verdict.FOLLOWED, Verdict.UNSTABLE)


def lives(function: StudentFunction, cases: Sequence[Case], oracle: Oracle, turn: int) -> bool:
    """Return whether a right answer to one part is judged right and a wrong one is not.

    Args:
        function: What is marked.
        cases: The cases of the problem.
        oracle: Knows what is right.
        turn: Chooses the part.
    """
    part = function.parts[turn % len(function.parts)]
    alone = replace(function, parts=(part,), several=False)
    ordinary = [
        case
        for case in cases
        if case.kind is CaseKind.ORDINARY and case.tag is None and case.suits(part.quantity)
    ]
    if not ordinary:
        return True
    first = turn % len(ordinary)
    ordinary = [*ordinary[first:], *ordinary[:first]][:_CASES]
    verdicts = []
    for sign in (1.0, -1.0):
        answers = {
            case.name: Returned((_output(part.quantity, case, oracle, sign),)) for case in ordinary
        }
        (judgement,) = judge(alone, answers, ordinary, oracle)
        verdicts.append(judgement.verdict)
    right, wrong = verdicts
    return right is Verdict.RIGHT and wrong not in _ACCEPTED


def lives_by_hand(asked: AskedValues, case: Case, oracle: Oracle, turn: int) -> bool:
    """Return whether a right table by hand is judged right and a wrong one is not."""
    part = asked.parts[turn % len(asked.parts)]
    right = np.round(oracle.expected(part.quantity, case), asked.decimals)
    wrong = right + 3 * 10.0**-asked.decimals
    verdicts = [
        judge_values(replace(asked, parts=(part,)), {part.quantity: table}, case, oracle)[0].verdict
        for table in (right, wrong)
    ]
    return verdicts[0] is Verdict.RIGHT and verdicts[1] not in _ACCEPTED


def _output(quantity: str, case: Case, oracle: Oracle, sign: float) -> Output:
    cells = oracle.cells(quantity, case)
    outputs = [
        _version(oracle.expected(cell, case), sign, strict=oracle.problem.strict) for cell in cells
    ]
    return outputs[0] if cells == (quantity,) else Listed(tuple(outputs))


def _version(right: Floats, sign: float, *, strict: bool) -> Floats:
    """Return a right value as single precision has it, or one that is turned round."""
    if sign < 0:
        return -right if right.any() else right + 1.0
    with np.errstate(over="ignore"):
        single = right.astype(np.float32).astype(np.float64)
    return right if strict or not np.isfinite(single).all() else single
