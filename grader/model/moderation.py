"""Marks that people enter."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Record:
    """A mark as it was entered. It is never changed: a later one takes its place."""

    submission: str
    problem: str
    part: str
    digest: str
    """SHA-256 of what was read: of the text, or else of the file that answers the part."""
    mark: Fraction
    by: str
    when: str
    """In UTC, after ISO 8601."""
    why: str


@dataclass(frozen=True)
class Essay:
    """A written answer, as the person sees it who marks it."""

    problem: str
    part: str
    available: Fraction
    statement: str | None
    rubric: tuple[str, ...]
    text: str
    mark: Fraction | None
    """The mark that it has; None where it has none yet."""


@dataclass(frozen=True)
class Pile:
    """What of a submission a person reads."""

    submission: str
    essays: tuple[Essay, ...]
    notes: tuple[str, ...]
    """What of it cannot be read."""
