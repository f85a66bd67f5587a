"""Judges what an approximate answer did on inputs where a numerical derivative fails."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.compare import compare
from grader.model.answer import Answer, Output, Returned
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.judgement import Differs, PartJudgement, Verdict
from grader.traps import Trap

_NEARLY, _EXACTLY = 1e-2, 1e-5
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
        # It may well refuse such numbers; that is no difference quotient.
        if isinstance(answer, Returned) and _is_caught(answer.outputs[position], trap):
            return replace(judgement, verdict=Verdict.NUMERICAL, diagnosis=NUMERICAL, probed=True)
    return replace(judgement, probed=True)


@np.errstate(all="ignore")
def _is_caught(output: Output, trap: Trap) -> bool:
    """Return whether an output is nothing that a formula gives on such inputs.

    Beside a kink a mask may be 0 or 1, since rounding in single precision may take it to either
    side, or exactly one half, where that comes to rest on the kink. A difference over a step h
    gives one half and as much more as the distance to the kink is of the step.
    """
    right = trap.right
    if trap.bend is not None and isinstance(output, np.ndarray) and output.shape == right.shape:
        found = output.astype(np.float64) if output.dtype.kind != "c" else right
        short = right - found
        share = float((short * trap.bend).sum() / (trap.bend**2).sum())
        allowed = ((0.0, _NEARLY), (1.0, _NEARLY), (0.5, _EXACTLY))
        if not any(abs(share - each) <= room for each, room in allowed):
            return bool(np.isfinite(found).all())
        right = right - share * trap.bend
    return isinstance(compare(output, right, 1.0, lambda: np.zeros(())), Differs)
