"""A course, its problems, and what a problem asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from grader.model.values import Value

Size: TypeAlias = int | str
"""One dimension of a shape: a number, the name of a size, or a formula such as ``n[k - 1]``."""

Sizes: TypeAlias = Mapping[str, "int | tuple[int, ...]"]
"""A number, or one for each layer, by name."""


class CaseKind(StrEnum):
    """What a case is there for."""

    ORDINARY = "ordinary"
    OVERFLOW = "overflow"
    TIE = "tie"
    EMPTY = "empty"
    FORM = "form"
    """The inputs of another case in another form; it costs nothing unless the problem says so."""


class Form(StrEnum):
    """How else the same inputs can be handed over."""

    SINGLE = "single"
    """Arrays in single precision."""
    STRIDED = "strided"
    """Arrays whose entries do not lie side by side."""
    LABELS = "labels"
    """Labels as bytes without a sign."""


class Demand(StrEnum):
    """What a problem may demand beside the right values."""

    SINGLE = "single"
    STRIDED = "strided"
    LABELS = "labels"
    UNCHANGED = "unchanged"
    """Arguments must be left as they are."""


class Share(StrEnum):
    """Verdicts for which a problem may state the share of the marks that is kept."""

    FOLLOWED = "followed"
    APPROXIMATE = "approximate"
    NUMERICAL = "numerical"


@dataclass(frozen=True)
class Normal:
    """Values of either sign, away from zero: magnitudes from 1/4 to 2 times the scale."""

    shape: tuple[Size, ...]
    scale: float = 1.0


@dataclass(frozen=True)
class Upstream:
    """A gradient that comes in from above: random signs, never all the same."""

    shape: tuple[Size, ...]


@dataclass(frozen=True)
class Uniform:
    """Values from ``low`` to ``high``, both included."""

    shape: tuple[Size, ...]
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True)
class Labels:
    """Whole numbers from 0 to ``below`` - 1; every class occurs where there is room."""

    shape: tuple[Size, ...]
    below: Size


@dataclass(frozen=True)
class OneHot:
    """Rows with a single 1, which stands at a label; the last size is the number of classes."""

    shape: tuple[Size, ...]


@dataclass(frozen=True)
class Probabilities:
    """Positive rows that sum to exactly 1 over the last axis."""

    shape: tuple[Size, ...]


@dataclass(frozen=True)
class Fixed:
    """The same value in every case that does not give another."""

    value: Value


Drawn: TypeAlias = Normal | Upstream | Uniform | Labels | OneHot | Probabilities


@dataclass(frozen=True)
class Each:
    """A list: one drawing for each value of a running letter."""

    letter: str
    entry: Drawn


Generator: TypeAlias = Drawn | Each | Fixed


@dataclass(frozen=True)
class Gradient:
    """What a quantity is the derivative of, and with respect to what."""

    of: str
    wrt: str


@dataclass(frozen=True)
class CaseSpec:
    """A case that an author wrote: what it gives, and what it is there for."""

    kind: CaseKind
    given: Mapping[str, Generator]
    """Instead of what the problem draws."""
    sizes: Sizes
    because: str | None
    parts: tuple[str, ...] | None
    """The parts that it suits; None means all."""
    line: int = 1
    gives: Mapping[str, Value] = field(default_factory=dict)
    """Right values that the author knows from elsewhere, by quantity."""


@dataclass(frozen=True)
class Part:
    """The smallest thing marked: one quantity."""

    quantity: str
    marks: Fraction
    another_way: bool = False
    """Whether the marks are those of another part of the same quantity: the better counts."""


@dataclass(frozen=True)
class StudentFunction:
    """A function that the student writes; it is called by position."""

    name: str
    arguments: tuple[str, ...]
    parts: tuple[Part, ...]
    several: bool
    """Whether the quantities come back together, as a tuple, a list or a dict."""
    statement: str | None = None
    lists: tuple[str, ...] = ()
    """The quantities that are lists, of one array for each layer."""


@dataclass(frozen=True)
class AskedValues:
    """Numbers that the student works out and writes down."""

    parts: tuple[Part, ...]
    decimals: int
    """One unit of this decimal is the tolerance."""


@dataclass(frozen=True)
class ReferenceFunction:
    """One quantity of the reference: the names of its parameters are what it is computed from."""

    quantity: str
    parameters: tuple[str, ...]
    line: int
    derivative: "LocalDerivative | None" = None
    """How it is computed where the module has no such function."""


@dataclass(frozen=True)
class LocalDerivative:
    """A gradient from those next on the way to what is differentiated, and the slope between."""

    gradient: Gradient
    between: tuple[str, ...]
    """The quantities that lead from ``wrt`` to the ends."""
    ends: Mapping[str, str]
    """Where declared gradients take over: the quantity, and the name of its gradient."""
    reaches: bool
    """Whether some way leads to ``of`` without passing such an end."""


@dataclass(frozen=True)
class Reference:
    """The graph that a reference module draws, read from its text; nothing of it has run."""

    path: Path
    source: str
    functions: Mapping[str, ReferenceFunction]

    @property
    def in_torch(self) -> bool:
        """Whether the module is written in torch: its functions get tensors."""
        return re.search(r"(?m)^(import|from)\s+torch\b", self.source) is not None


@dataclass(frozen=True)
class Problem:
    """A question of a course, whole and free of faults."""

    name: str
    title: str
    source: str | None
    statement: str
    path: Path
    file: str
    """Where the student writes the answer."""
    reference: Reference
    sizes: tuple[Sizes, ...]
    inputs: Mapping[str, Generator]
    keeps: Mapping[CaseKind | Share, Fraction]
    """The share of the marks that is kept by an answer that fails in cases of this kind only,
    or that has this verdict."""
    kinks: Mapping[str, str | None]
    """Quantities with a kink where an entry is 0, and the parameter that is the slope there."""
    functions: tuple[StudentFunction, ...]
    values: tuple[AskedValues, ...]
    cases: tuple[CaseSpec, ...]
    digest: str
    """SHA-256 of the problem file and its reference."""
    forbids: tuple[str, ...] = ()
    """What answers must do without: ``torch``, ``autodiff``."""
    index: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Running letters of lists, with formulas for the first and the last value."""
    gradients: Mapping[str, Gradient] = field(default_factory=dict)
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    """The hint for each mistake that the author knows."""
    misconceptions_path: Path | None = None
    """Where their functions stand."""
    batch: str | None = None
    """The size that counts samples, where there is one."""
    demands: tuple[Demand, ...] = ()
    strict: bool = False
    """Whether answers must be right to double precision."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in the order of the file."""
        asked: tuple[StudentFunction | AskedValues, ...] = (*self.functions, *self.values)
        return tuple(part for each in asked for part in each.parts if not part.another_way)

    @property
    def marks(self) -> Fraction:
        """The marks that can be had."""
        return sum((part.marks for part in self.parts), Fraction())


@dataclass(frozen=True)
class Course:
    """A folder with ``problems`` and ``reference``."""

    root: Path
    problem_files: Mapping[str, Path]
    """Where each problem stands; the file is named after the problem."""

    def files_answering(self, file: str) -> tuple[str, ...]:
        """Return the problems that are answered in a student's file of this name."""
        return tuple(name for name, path in self.problem_files.items() if answered_in(path) == file)

    @property
    def student_files(self) -> tuple[str, ...]:
        """The names of all files that students write."""
        return tuple(dict.fromkeys(answered_in(path) for path in self.problem_files.values()))


ANSWERS = "answers.yaml"
"""Where numbers by hand are written; it answers the problems in ``problems/answers/``."""


def answered_in(problem_file: Path) -> str:
    """Return the file that answers a problem: ``softmax.py`` for ``problems/softmax/*``."""
    folder = problem_file.parent.name
    return ANSWERS if f"{folder}.yaml" == ANSWERS else f"{folder}.py"
