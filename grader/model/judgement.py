"""What is right, how far an answer is from it, and what follows."""

from dataclasses import dataclass
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
)
from grader.model.course import AskedValues, CaseKind, Part, StudentFunction
from grader.model.sheet import Unreadable


class Verdict(StrEnum):
    """The judgement on a part. This list is closed and documented in the report format."""

    RIGHT = "right"
    FOLLOWED = "followed"
    UNSTABLE = "unstable"
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
    NOT_ATTEMPTED = "not_attempted"
    UNMARKED = "unmarked"


@dataclass(frozen=True)
class Near:
    """Shape, type and every entry agree."""


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


@dataclass(frozen=True)
class DiffersInDigits:
    """Cells of a table are further from what is right than one unit of the last decimal."""

    differing: int
    total: int
    first: tuple[int, ...]
    decimals: int


@dataclass(frozen=True)
class Followed:
    """A table that is not right, but follows rightly from earlier ones that are not."""

    sources: tuple[str, ...]


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


Finding: TypeAlias = (
    Near
    | Followed
    | Differs
    | DiffersInDigits
    | Unreadable
    | WrongShape
    | WrongType
    | NotFinite
    | Raised
    | TimedOut
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


@dataclass(frozen=True)
class PartJudgement:
    """One part over all its cases."""

    part: Part
    asked: StudentFunction | AskedValues
    verdict: Verdict
    cases: tuple[CaseJudgement, ...]
    changed: tuple[str, ...] = ()
    """Names of the arguments that the function changed."""
    unsteady: bool = False
    """Whether it was right, and then not, when everything was asked again in another order."""
