"""What is right, how far an answer is from it, and what follows."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from grader.model.answer import (
    Crashed,
    Exited,
    NotAttempted,
    NotMarked,
    OutOfMemory,
    Raised,
    TimedOut,
    TooMuchOutput,
    TooSlow,
)
from grader.model.case import Tag
from grader.model.course import AskedValues, AskedWords, CaseKind, Part, StudentFunction
from grader.model.diagnosis import Diagnosis
from grader.model.picture import Steps
from grader.model.sheet import Unreadable


class Verdict(StrEnum):
    """The judgement on a part. This list is closed and documented in the report format."""

    RIGHT = "right"
    FOLLOWED = "followed"
    APPROXIMATE = "approximate"
    UNSTABLE = "unstable"
    NUMERICAL = "numerical"
    IMPRECISE = "imprecise"
    WRONG = "wrong"
    NOT_FINITE = "not_finite"
    WRONG_SHAPE = "wrong_shape"
    WRONG_TYPE = "wrong_type"
    UNREADABLE = "unreadable"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MUCH_OUTPUT = "too_much_output"
    EXITED = "exited"
    CRASHED = "crashed"
    NOT_ASSESSABLE = "not_assessable"
    NOT_ATTEMPTED = "not_attempted"
    AWAITING = "awaiting"
    MARKED = "marked"
    UNMARKED = "unmarked"


class Precision(StrEnum):
    """How exact a right answer is."""

    DOUBLE = "double"
    SINGLE = "single"
    APPROXIMATE = "approximate"
    """Less than double precision, and no numbers of single precision either."""


@dataclass(frozen=True)
class Near:
    """Shape, type and every entry agree."""

    precision: Precision = Precision.DOUBLE
    error: float = 0.0
    """The largest difference, relative to size, where precision is less than double."""


@dataclass(frozen=True)
class Differs:
    """Entries differ by more than is allowed."""

    differing: int
    total: int
    worst: tuple[int, ...]
    """Index of the entry that is furthest beyond what is allowed."""
    relative: float
    """Its difference, relative to the size of the right value (see the rule of comparison)."""
    allowed: float
    """The difference that would have been allowed there, on the same scale."""
    error: float = float("inf")
    """The largest difference of all entries, on that scale."""
    steps: Steps | None = field(default=None, compare=False)


@dataclass(frozen=True)
class DiffersInDigits:
    """Cells of a table are further from what is right than one unit of the last decimal."""

    differing: int
    total: int
    first: tuple[int, ...]
    decimals: int
    steps: Steps | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Followed:
    """A quantity that is not right, but follows rightly from earlier ones that are not."""

    sources: tuple[str, ...]


@dataclass(frozen=True)
class NotAssessable:
    """A quantity that hangs on another from which nothing can follow."""

    source: str
    why: str


@dataclass(frozen=True)
class WrongShape:
    """The array has another shape; nothing is ever broadcast."""

    found: tuple[int, ...]
    wanted: tuple[int, ...]


@dataclass(frozen=True)
class WrongType:
    """What came back is not an array of real numbers."""

    found: str


@dataclass(frozen=True)
class NotFinite:
    """The array holds nan or infinity."""

    count: int
    total: int
    first: tuple[int, ...]
    steps: Steps | None = field(default=None, compare=False)


@dataclass(frozen=True)
class OtherChoice:
    """Options were chosen that are not the right ones, or not all of them."""

    missing: bool
    """Whether nothing is wrong but that something is missing."""
    hint: str
    """What the author says about it; may be empty."""


@dataclass(frozen=True)
class OtherOrder:
    """Options are not in an order that is right, or not all of them are, or some twice."""

    early: str | None
    """The option that stands too early, of the first pair that is the wrong way round."""
    late: str | None
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    hint: str


@dataclass(frozen=True)
class OtherWords:
    """A short answer is none of those that are right."""

    hint: str


@dataclass(frozen=True)
class ForAPerson:
    """A text that a person has to read."""


Finding: TypeAlias = (
    Near
    | OtherChoice
    | OtherOrder
    | OtherWords
    | ForAPerson
    | Followed
    | NotAssessable
    | Differs
    | DiffersInDigits
    | Unreadable
    | WrongShape
    | WrongType
    | NotFinite
    | Raised
    | TimedOut
    | TooSlow
    | OutOfMemory
    | Crashed
    | Exited
    | TooMuchOutput
    | NotAttempted
    | NotMarked
)


@dataclass(frozen=True)
class CaseJudgement:
    """One part in one case."""

    case: str
    kind: CaseKind
    because: str | None
    verdict: Verdict
    finding: Finding
    tag: Tag | None = None
    counts: bool = True
    """Whether it decides about the verdict, or is only noted."""


@dataclass(frozen=True)
class PartJudgement:
    """One part over all its cases."""

    part: Part
    asked: StudentFunction | AskedValues | AskedWords
    verdict: Verdict
    cases: tuple[CaseJudgement, ...]
    changed: tuple[str, ...] = ()
    """Names of the arguments that the function changed."""
    unsteady: bool = False
    """Whether it was right, and then not, when everything was asked again in another order."""
    precision: Precision | None = None
    """How exact it is, where it is right."""
    diagnosis: Diagnosis | None = None
    probed: bool = False
    """Whether inputs on which a numerical derivative fails were tried."""
