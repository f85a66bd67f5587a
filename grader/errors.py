"""What we can fail at. What a student's code does is an answer, never an error.

* GraderError
  + FileError        a file is not what it should be, with every fault and its line
    - CourseError    a problem file or a reference is wrong: its author can mend it
  + SubmissionError  the path that was handed over cannot be read as a submission
  + UsageError       what was asked for does not exist, such as an unknown problem
  + RunnerError      our own machinery failed; it costs nobody a mark
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class GraderError(Exception):
    """Anything that the grader reports in one clear message and without a traceback."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a file: where, what was found, what is allowed."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class FileError(GraderError):
    """All faults found in a file, in the order of their lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class CourseError(FileError):
    """All faults found in the files of a course."""


class SubmissionError(GraderError):
    """The path that was handed over cannot be read as a submission."""


class UsageError(GraderError):
    """Something was asked for that does not exist."""


class RunnerError(GraderError):
    """The machinery that runs student code failed."""
