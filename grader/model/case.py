"""One drawing of the inputs of a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from grader.model.course import CaseKind, Form, Sizes
from grader.model.values import Value


class Tag(StrEnum):
    """What is special about a case that was designed."""

    SPECIAL_ROWS = "special rows"
    """A row of zeros, a row of equal entries, the same row twice; in vectors equal entries."""
    TINY = "tiny"
    HUGE = "huge"
    WIDE = "wide probabilities"
    UPSTREAM = "another upstream gradient"
    """The first case, with its upstream gradients twice as large and turned round."""
    BATCH = "batch repeated"
    """The first case, with every sample twice."""
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Case:
    """Values for every input and every size of a problem."""

    name: str
    kind: CaseKind
    because: str | None
    values: Mapping[str, Value]
    parts: tuple[str, ...] | None
    """The parts that it suits; None means all."""
    sizes: Sizes = field(default_factory=dict)
    drawn: bool = False
    """Whether anything in it was drawn, so that another draw would do as well."""
    tag: Tag | None = None
    form: Form | None = None
    of: str | None = None
    """The case that it has the values of, in another form."""
    line: int = 1
    """Where its author wrote it."""

    @property
    def key(self) -> str:
        """The name of the case whose values these are."""
        return self.of or self.name

    def suits(self, part: str) -> bool:
        """Return whether this case is asked for a part."""
        return self.parts is None or part in self.parts
