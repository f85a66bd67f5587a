"""One drawing of the inputs of a problem."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.model.course import CaseKind
from grader.model.values import Value


@dataclass(frozen=True)
class Case:
    """Values for every input and every size of a problem."""

    name: str
    kind: CaseKind
    because: str | None
    values: Mapping[str, Value]
    parts: tuple[str, ...] | None
    """The parts that it suits; None means all."""

    def suits(self, part: str) -> bool:
        """Return whether this case is asked for a part."""
        return self.parts is None or part in self.parts
