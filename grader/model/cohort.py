"""A class: many submissions that are marked in the same way."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from grader.model.report import Marks


@dataclass(frozen=True)
class Order:
    """How every submission of a class is marked, and where its reports are written."""

    course: Path
    reports: Path
    """The folder for the reports."""
    problems: tuple[str, ...] = ()
    assignment: str | None = None
    seed: int = 0
    secret: bytes | None = None
    isolation: str = "confined"
    """The weakest level that will do."""
    patience: float = 1.0
    records: Path | None = None
    feedback: str = "hints"
    formats: tuple[str, ...] = ()
    """The names of the formats that are written beside JSON."""


class Outcome(StrEnum):
    """What came of a submission. Only the first is a mark that needs nobody."""

    MARKED = "marked"
    AWAITING = "awaiting"
    """A person has to enter some of the marks."""
    UNMARKED = "unmarked"
    """Some of it, or all, could not be marked: a person has to look."""
    UNREADABLE = "unreadable"
    """What was handed in cannot be read: a person has to look."""


@dataclass(frozen=True)
class Entry:
    """A line of the gradebook."""

    submission: str
    outcome: Outcome
    marks: Marks | None
    """None where there is no report."""
    problems: tuple[tuple[str, Fraction | None], ...] = ()
    """The marks awarded for each problem; None where it was not attempted."""
    note: str = ""
    """Why somebody has to look."""
