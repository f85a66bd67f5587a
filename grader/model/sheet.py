"""What a student wrote in ``answers.yaml``: numbers by hand, and answers in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model.values import Floats


@dataclass(frozen=True)
class Unreadable:
    """Something that cannot be read, with the line where it stands."""

    file: str
    line: int
    message: str


@dataclass(frozen=True)
class Typed:
    """What stands at a place as it was typed: a text, or a list."""

    content: "str | tuple[Typed, ...]"
    """A text without the blanks around it; empty where there is nothing else."""
    line: int


@dataclass(frozen=True)
class Sheet:
    """What was handed in, by problem and quantity. What is blank is not among it."""

    file: str
    tables: Mapping[str, Mapping[str, Floats | Unreadable] | Unreadable]
    lines: Mapping[tuple[str, ...], int]
    """Where each problem, and each quantity of it, stands."""
    fault: Unreadable | None = None
    """Why nothing of the file can be read."""
    typed: Mapping[str, Mapping[str, Typed | Unreadable]] = field(default_factory=dict)
    """The same as `tables`, as it was typed."""
