"""What an instructor looks at before a problem is set."""

from dataclasses import dataclass

from grader.model.course import Problem
from grader.model.report import Report


@dataclass(frozen=True)
class Preview:
    """A problem as students meet it, and a report as they get it."""

    problem: Problem
    mistake: str | None
    """The misconception that was put into the sample; None where none is declared that shows."""
    sample: Report
