"""What the student's code did when it was called.

An answer says nothing about right or wrong. Whatever student code does, however
bad, is one of these; only `NotMarked` is ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from grader.model.submission import SubmittedFile
from grader.model.values import Array, Value


@dataclass(frozen=True)
class Unusable:
    """A returned value that is no array of numbers: ``None``, text, a generator, ..."""

    found: str


@dataclass(frozen=True)
class Oversized:
    """An array too large to be handed back; its shape is all that is known."""

    shape: tuple[int, ...]


@dataclass(frozen=True)
class Listed:
    """A list of outputs, one for each layer."""

    entries: "tuple[Output, ...]"


Output: TypeAlias = Array | Unusable | Oversized | Listed


@dataclass(frozen=True)
class Returned:
    """The call came to its end; one output for each quantity that was asked for."""

    outputs: tuple[Output, ...]
    changed: tuple[int, ...] = ()
    """Positions of the arguments that the call changed, as its process says."""


@dataclass(frozen=True)
class Raised:
    """An exception ended the call, or the import of the file."""

    type: str
    message: str
    file: str | None
    line: int | None
    importing: bool = False


@dataclass(frozen=True)
class TimedOut:
    """The limit on time was reached."""

    seconds: float
    """Processor time allowed."""
    importing: bool = False


@dataclass(frozen=True)
class TooSlow:
    """What came back took too long beside a program that does the same."""

    times: float
    """So many times as long was allowed."""


@dataclass(frozen=True)
class OutOfMemory:
    """The limit on memory was reached."""

    megabytes: int
    importing: bool = False


@dataclass(frozen=True)
class Crashed:
    """The process was ended by a signal, or garbled what it handed back."""

    how: str
    importing: bool = False


@dataclass(frozen=True)
class Exited:
    """The code ended the process, or tried to."""

    status: int
    importing: bool = False


@dataclass(frozen=True)
class TooMuchOutput:
    """More was printed, or handed back, than is read."""

    megabytes: int
    importing: bool = False


@dataclass(frozen=True)
class NotAttempted:
    """There is nothing to call: no file, no such function, or only a placeholder."""

    why: str


@dataclass(frozen=True)
class NotMarked:
    """Our own machinery failed: a person must look."""

    why: str


Answer: TypeAlias = (
    Returned
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
class FunctionCalls:
    """The calls of one student function, one for each case that suits it."""

    problem: str
    function: str
    returns: tuple[str, ...]
    """Names of the quantities, in order."""
    several: bool
    calls: tuple[tuple[Value, ...], ...]
    lists: tuple[str, ...] = ()
    """Those of the quantities that are lists."""
    tensors: bool = False
    """Whether arrays are handed over as torch tensors in single precision."""
    driver: str | None = None
    """The text of a module; its function of this name is called, with the student's module."""
    uses: tuple[str, ...] = ()
    """What a driver needs of the student's module; without a driver, the function itself."""
    given: str | None = None
    """The text of the module ``given``, whose functions are among the arguments."""
    megabytes: tuple[int | None, ...] = ()
    """The memory that each call may take, beside what every process takes; None is the usual."""
    yardstick: str | None = None
    """The text of a file that answers the same, whose time the student's is compared with."""
    times: tuple[float | None, ...] = ()
    """So many times as long as the yardstick each call may take; None is not measured."""

    @property
    def costly(self) -> bool:
        """Whether it is measured what a call takes, so that each has a process of its own."""
        return any(each is not None for each in (*self.megabytes, *self.times))

    @property
    def needs(self) -> tuple[str, ...]:
        """What the student's module must hold, or nothing was attempted."""
        return self.uses or (self.function,)


@dataclass(frozen=True)
class Job:
    """All that is asked of one submitted file. It holds nothing that is right or secret."""

    file: SubmittedFile
    others: tuple[SubmittedFile, ...]
    functions: tuple[FunctionCalls, ...]
    forbids: tuple[str, ...] = ()
    """What the file must do without: ``torch``, ``autodiff``."""


@dataclass(frozen=True)
class Printed:
    """What the code wrote to its two streams, cut to a limit."""

    stdout: str = ""
    stderr: str = ""
    cut: bool = False


@dataclass(frozen=True)
class Isolation:
    """How far student code was kept away from everything else."""

    level: str
    """``full``, ``confined``, ``limited`` or ``none``."""
    reason: str
    held: tuple[str, ...]
    """What is held: words from the closed list in the documentation of the report."""


@dataclass(frozen=True)
class FileRun:
    """What came of a job."""

    file: str
    answers: Mapping[tuple[str, str], tuple[Answer, ...]]
    """By problem and function; one answer for each call, in order."""
    printed: Printed
    notes: tuple[str, ...] = ()
    """What a student should know about the file, found before any of it ran."""
    missing: tuple[str, ...] = ()
    """Modules that were imported and are not there, as its process says."""


@dataclass(frozen=True)
class Run:
    """What came of all jobs of a submission."""

    files: tuple[FileRun, ...]
    isolation: Isolation
    versions: Mapping[str, str]
    """Of what ran the student's code: ``python`` and ``numpy``."""
