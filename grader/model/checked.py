"""What was found when the problems of a course were checked."""

from dataclasses import dataclass

from grader.errors import Fault


@dataclass(frozen=True)
class Mutation:
    """How many small changes of the reference the cases tell from it."""

    killed: int = 0
    equivalent: int = 0
    """Changes that make no difference on any inputs, or were declared to make none."""
    survived: int = 0


@dataclass(frozen=True)
class Checked:
    """One problem."""

    problem: str
    faults: tuple[Fault, ...]
    means: int = 0
    """How many times a quantity was compared with an independent means."""
    mutation: Mutation = Mutation()
    misconceptions: int = 0
    submissions: int = 0
    """How many that declare their verdicts were marked."""
    known: bool = False
    """Whether the same content has been checked before."""
