"""Everything about one attempt; every format is written from this and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from grader.model.answer import Isolation, Printed
from grader.model.course import CaseKind
from grader.model.diagnosis import Diagnosis
from grader.model.judgement import Precision, Verdict
from grader.model.picture import Picture
from grader.model.submission import LeftOut


class Detail(StrEnum):
    """How much a report says, from the least to the most."""

    MARKS = "marks"
    """Marks alone."""
    VERDICTS = "verdicts"
    """Also the verdict on each part."""
    HINTS = "hints"
    """Also what is wrong, and what to try."""
    FULL = "full"
    """Also what was found in each case."""


class State(StrEnum):
    """Where a mark stands. States are never mixed."""

    AWARDED = "awarded"
    NOT_ATTEMPTED = "not_attempted"
    NOT_ASSESSABLE = "not_assessable"
    AWAITING = "awaiting"
    """A person has to enter it."""
    UNMARKED = "unmarked"


@dataclass(frozen=True)
class Marks:
    """Awarded of available, as exact fractions."""

    awarded: Fraction
    available: Fraction
    awaiting: Fraction = Fraction()
    """Of those available: what hangs on marks that a person has not yet entered."""


@dataclass(frozen=True)
class Feedback:
    """What the student reads: what is wrong, and what to try. Empty where all is well."""

    wrong: str
    advice: str


@dataclass(frozen=True)
class CaseReport:
    """How one case went."""

    case: str
    kind: CaseKind
    verdict: Verdict
    because: str | None
    found: str = ""
    """What was found in it, in words; empty where it is right."""


@dataclass(frozen=True)
class Place:
    """Where a part is answered, in the files that were handed in."""

    file: str
    line: int | None
    """None where there is no line to point at, as in a notebook."""


@dataclass(frozen=True)
class Moderation:
    """Who entered a mark, where a person did."""

    by: str
    when: str
    why: str
    first: Fraction | None
    """The mark without it; None where there was none."""


@dataclass(frozen=True)
class PartReport:
    """How one part went."""

    part: str
    function: str | None
    """The student's function that gives it; None for what stands in ``answers.yaml``."""
    state: State
    awarded: Fraction | None
    """None unless the state is ``awarded``."""
    available: Fraction
    verdict: Verdict | None
    """None where the report says marks alone."""
    feedback: Feedback
    diagnosis: Diagnosis | None
    cases: tuple[CaseReport, ...]
    precision: Precision | None = None
    """How exact it is, where it is right."""
    moderation: Moderation | None = None
    """Who entered the mark, where a person did."""
    statement: str = ""
    """What is asked for, in Markdown with formulas in TeX; empty where the problem's says it."""
    place: Place | None = None
    picture: Picture | None = None
    """Where an array differs, where one does."""


class Standing(StrEnum):
    """Where a quantity stands in a chain."""

    RIGHT = "right"
    FIRST_WRONG = "first_wrong"
    FOLLOWED = "followed"
    WRONG_AGAIN = "wrong_again"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True)
class Link:
    """One quantity of a chain."""

    part: str
    standing: Standing
    sources: tuple[str, ...]
    """The quantities of the chain that it is computed from, next on the way."""


@dataclass(frozen=True)
class Chain:
    """The quantities that one function, or one sheet, hands back, and how a mistake went on."""

    function: str | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ProblemReport:
    """How one problem went."""

    problem: str
    title: str
    file: str
    marks: Marks
    parts: tuple[PartReport, ...]
    chains: tuple[Chain, ...] = ()
    """Of functions in which a quantity is not right and others hang on it."""
    statement: str = ""
    """What is asked for, in Markdown with formulas in TeX."""


@dataclass(frozen=True)
class Provenance:
    """What the marks rest on: with the same of all this, the same report comes out."""

    seed: int
    versions: Mapping[str, str]
    submission: Mapping[str, str]
    """SHA-256 of each submitted file."""
    course: Mapping[str, str]
    """SHA-256 of each problem, with its reference."""
    secret: str | None = None
    """A fingerprint of the course's secret, which chooses the hidden cases."""


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
    assignment: str | None = None
    """The name of the assignment that was marked, where one was asked for."""
    detail: Detail = Detail.FULL
    """How much of what is known it says."""
