"""Judges what an approximate answer did on inputs where a numerical derivative fails."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.compare import compare
from grader.model.answer import Answer, Returned
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.judgement import Differs, PartJudgement, Verdict
from grader.traps import Trap

NUMERICAL = Diagnosis(
    Kind.NUMERICAL,
    "difference",
    "This is a numerical derivative: a difference quotient in the place of the formula.",
    "Derive the gradient by the chain rule, and compute that.",
)


def judge_traps(
    judgement: PartJudgement, position: int, found: Sequence[Trap], answers: Sequence[Answer]
) -> PartJudgement:
    """Return a judgement as numerical if any trap shows it; else as it was, but tried.

    Args:
        judgement: An approximate part.
        position: Its place among what the function returns.
        found: The traps.
        answers: What the function did on each.
    """
    for trap, answer in zip(found, answers, strict=True):
        if not isinstance(answer, Returned):
            continue  # it may well refuse such numbers; that is no difference quotient
        findings = [
            compare(answer.outputs[position], right, 1.0, lambda: np.zeros(()))
            for right in trap.accepted
        ]
        if all(isinstance(finding, Differs) for finding in findings):
            return replace(judgement, verdict=Verdict.NUMERICAL, diagnosis=NUMERICAL, probed=True)
    return replace(judgement, probed=True)
