"""Numbers by hand: what a student wrote in ``answers.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.model.values import Floats


@dataclass(frozen=True)
class Unreadable:
    """Something that cannot be read, with the line where it stands."""

    file: str
    line: int
    message: str


@dataclass(frozen=True)
class Sheet:
    """The tables that were handed in, by problem and quantity. Blank ones are not among them."""

    file: str
    tables: Mapping[str, Mapping[str, Floats | Unreadable] | Unreadable]
    lines: Mapping[tuple[str, ...], int]
    """Where each problem, and each quantity of it, stands."""
    fault: Unreadable | None = None
    """Why nothing of the file can be read."""
