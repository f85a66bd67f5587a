"""Everything about one attempt; every format is written from this and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from grader.model.answer import Isolation, Printed
from grader.model.course import CaseKind
from grader.model.judgement import Verdict
from grader.model.submission import LeftOut


class State(StrEnum):
    """Where a mark stands. States are never mixed."""

    AWARDED = "awarded"
    NOT_ATTEMPTED = "not_attempted"
    UNMARKED = "unmarked"


@dataclass(frozen=True)
class Marks:
    """Awarded of available, as exact fractions."""

    awarded: Fraction
    available: Fraction


@dataclass(frozen=True)
class Feedback:
    """What the student reads: what is wrong, and what to try. Empty where all is well."""

    wrong: str
    advice: str


@dataclass(frozen=True)
class Diagnosis:
    """The kind of mistake, where one was recognised."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True)
class CaseReport:
    """How one case went."""

    case: str
    kind: CaseKind
    verdict: Verdict
    because: str | None


@dataclass(frozen=True)
class PartReport:
    """How one part went."""

    part: str
    function: str | None
    """The student's function that gives it; None for numbers by hand."""
    state: State
    awarded: Fraction | None
    """None unless the state is ``awarded``."""
    available: Fraction
    verdict: Verdict
    feedback: Feedback
    diagnosis: Diagnosis | None
    cases: tuple[CaseReport, ...]


@dataclass(frozen=True)
class ProblemReport:
    """How one problem went."""

    problem: str
    title: str
    file: str
    marks: Marks
    parts: tuple[PartReport, ...]


@dataclass(frozen=True)
class Provenance:
    """What the marks rest on: with the same of all this, the same report comes out."""

    seed: int
    versions: Mapping[str, str]
    submission: Mapping[str, str]
    """SHA-256 of each submitted file."""
    course: Mapping[str, str]
    """SHA-256 of each problem, with its reference."""


@dataclass(frozen=True)
class Report:
    """Everything about one attempt."""

    submission: str
    marks: Marks
    problems: tuple[ProblemReport, ...]
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    output: Mapping[str, Printed]
    isolation: Isolation
    provenance: Provenance
