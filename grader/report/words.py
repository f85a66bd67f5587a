"""The words and numbers that all formats for people have in common."""

import re
from fractions import Fraction

from grader.model.judgement import Verdict
from grader.model.report import Detail, Marks, Moderation, PartReport, Report, Standing, State

VERDICTS = {
    Verdict.RIGHT: "right",
    Verdict.FOLLOWED: "followed rightly",
    Verdict.APPROXIMATE: "right, approximately",
    Verdict.UNSTABLE: "unstable",
    Verdict.NUMERICAL: "numerical derivative",
    Verdict.IMPRECISE: "imprecise",
    Verdict.WRONG: "wrong",
    Verdict.NOT_FINITE: "not finite",
    Verdict.WRONG_SHAPE: "wrong shape",
    Verdict.WRONG_TYPE: "wrong type",
    Verdict.UNREADABLE: "unreadable",
    Verdict.RAISED: "raised an exception",
    Verdict.TIMED_OUT: "timed out",
    Verdict.OUT_OF_MEMORY: "out of memory",
    Verdict.TOO_MUCH_OUTPUT: "too much output",
    Verdict.EXITED: "exited",
    Verdict.CRASHED: "crashed",
    Verdict.NOT_ASSESSABLE: "could not be judged",
    Verdict.NOT_ATTEMPTED: "not attempted",
    Verdict.AWAITING: "awaits a mark",
    Verdict.MARKED: "marked by a person",
    Verdict.UNMARKED: "could not be marked",
}

STANDINGS = {
    Standing.RIGHT: "right",
    Standing.FIRST_WRONG: "the first that is wrong",
    Standing.FOLLOWED: "follows rightly",
    Standing.WRONG_AGAIN: "wrong again",
    Standing.NOT_ASSESSABLE: "could not be judged",
}

STANDING_SIGNS = {
    Standing.RIGHT: "✓",
    Standing.FIRST_WRONG: "✗",
    Standing.FOLLOWED: "✓",
    Standing.WRONG_AGAIN: "✗",
    Standing.NOT_ASSESSABLE: "–",  # noqa: RUF001  (a dash: nothing to mark)
}

_STATES = {
    State.AWARDED: "",
    State.NOT_ATTEMPTED: "not attempted",
    State.NOT_ASSESSABLE: "could not be judged",
    State.AWAITING: "awaits a mark",
    State.UNMARKED: "could not be marked",
}

SHORTENED = {
    Detail.MARKS: "This report gives marks alone; the course says no more for now.",
    Detail.VERDICTS: "This report gives verdicts without hints; the course says no more for now.",
}
"""What a report says about itself that says less than usual."""


def verdict_words(part: PartReport) -> str:
    """Return the verdict on a part in words; of a report with marks alone, its state."""
    return _STATES[part.state] if part.verdict is None else VERDICTS[part.verdict]


def sign_of(part: PartReport) -> str:
    """Return the sign of a part: right, partly, wrong, nothing to mark, awaited, unmarked."""
    match part.state:
        case State.NOT_ATTEMPTED | State.NOT_ASSESSABLE:
            return "–"  # noqa: RUF001  (a dash: nothing to mark)
        case State.AWAITING:
            return "…"
        case State.UNMARKED:
            return "?"
        case State.AWARDED:
            awarded = part.awarded or Fraction()
            return "✓" if awarded == part.available else "≈" if awarded else "✗"


def mark_of(part: PartReport) -> str:
    """Return the mark of a part as people write it, or the sign of why there is none."""
    return number(part.awarded or Fraction()) if part.state is State.AWARDED else sign_of(part)


def marks_in_words(marks: Marks) -> str:
    """Return marks as people write them: ``3 / 5``, with what is still awaited."""
    awaiting = f", {number(marks.awaiting)} awaited" if marks.awaiting else ""
    return f"{number(marks.awarded)} / {number(marks.available)}{awaiting}"


def number(marks: Fraction) -> str:
    """Return marks as people write them: 2, 2.5, or 1/3 where a decimal would not be exact."""
    if marks.denominator == 1:
        return str(marks.numerator)
    decimal = f"{float(marks):.3f}".rstrip("0")
    return decimal if Fraction(decimal) == marks else str(marks)


def who(moderation: Moderation) -> str:
    """Return who entered a mark, when and why."""
    first = moderation.first
    what = "Entered" if first is None else f"Changed from {number(first)}"
    # To the minute, as people write it; any other time stands as it is in the records.
    when = re.sub(r"^([\d-]{10})T([\d:]{5})[\d:.]*(?:\+00:00|Z)$", r"\1 \2 UTC", moderation.when)
    return f"{what} by {moderation.by}, {when}: {moderation.why}"


def first_to_try(report: Report) -> tuple[str, PartReport] | None:
    """Return the problem and the part to look at first: the one of the most marks that are lost.

    Of several, the earliest. None where there is nothing to try.
    """
    lost = [
        (part.available - (part.awarded or Fraction()), problem.problem, part)
        for problem in report.problems
        for part in problem.parts
        if part.state is State.AWARDED and part.feedback.advice
    ]
    lost = [each for each in lost if each[0] > 0]
    if not lost:
        return None
    _, problem, part = max(lost, key=lambda each: each[0])
    return problem, part
