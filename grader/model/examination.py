"""What was found out about the isolation of student code on a machine."""

from dataclasses import dataclass

from grader.model.answer import Isolation


@dataclass(frozen=True)
class Attempt:
    """Something that student code might try, and whether it is held."""

    what: str
    held: bool


@dataclass(frozen=True)
class Examination:
    """What holds here, and what would make it better."""

    isolation: Isolation
    attempts: tuple[Attempt, ...]
    lift: str | None
    """The one command that would lift the level; None at the best."""
