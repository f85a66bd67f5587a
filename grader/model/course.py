"""A course, its problems, and what a problem asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from grader.model.values import GivenFunction, Value

Size: TypeAlias = int | str
"""One dimension of a shape: a number, the name of a size, or a formula such as ``n[k - 1]``."""

Sizes: TypeAlias = Mapping[str, "int | tuple[int, ...]"]
"""A number, or one for each layer, by name."""


GRAPH = "graph"
"""The parameter that evaluates quantities with others replaced: ``graph("loss", W=W)``."""


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


@dataclass(frozen=True)
class Choice:
    """One of several texts, or of several given functions: the cases take them in turn."""

    options: tuple[str | GivenFunction, ...]


Drawn: TypeAlias = Normal | Upstream | Uniform | Labels | OneHot | Probabilities | Choice


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
    """The smallest thing marked: one quantity, or one answer in words."""

    quantity: str
    """Its name, or that of the answer."""
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
    curve: bool = False
    """Whether every entry is compared as closely as the steps of a descent have to be."""
    driver: str | None = None
    """The text of the module whose function of this name drives what the student wrote."""
    uses: tuple[str, ...] = ()
    """What of the student's module a driver needs, such as ``MLP.forward``."""
    megabytes: str | None = None
    """The quantity that says how many megabytes a call may take; where it is 0, as usual."""
    yardstick: str | None = None
    """The text of a file that answers the same, whose time the student's is compared with."""
    times: float = 0.0
    """So many times as long as the yardstick it may take."""
    timed_where: str | None = None
    """The quantity that is 0 in cases too small to tell."""
    greedy: str | None = None
    """The misconception of whoever takes more memory; it shows in nothing else."""
    slow: str | None = None
    """The misconception of whoever takes more time."""
    whole: bool = False
    """Whether its quantities make one part, which has the function's name."""

    @property
    def marked(self) -> Mapping[str, Fraction]:
        """The marks of what the report names: each quantity, or the function as a whole."""
        own = [part for part in self.parts if not part.another_way]
        if self.whole:
            return {self.name: sum((part.marks for part in own), Fraction())}
        return {part.quantity: part.marks for part in own}


@dataclass(frozen=True)
class AskedValues:
    """Numbers that the student works out and writes down."""

    parts: tuple[Part, ...]
    decimals: int
    """One unit of this decimal is the tolerance."""


@dataclass(frozen=True)
class AskedChoice:
    """One or several of some options are chosen."""

    part: Part
    statement: str | None
    options: Mapping[str, str]
    """What each says, by the word that is written for it."""
    right: tuple[frozenset[str], ...]
    """Each of these sets of options is right."""
    hints: Mapping[str, str]
    """What to try, by an option that is chosen and is in no such set."""


@dataclass(frozen=True)
class AskedOrder:
    """All of some options are put in order."""

    part: Part
    statement: str | None
    options: Mapping[str, str]
    before: tuple[tuple[str, str], ...]
    """Pairs of which the first comes before the second; every order that keeps them is right."""
    hints: Mapping[str, str]
    """What to try, by an option that stands too early."""


@dataclass(frozen=True)
class AskedShort:
    """A few words, a number, or whole numbers such as sizes. One of the three is asked for."""

    part: Part
    statement: str | None
    accepts: tuple[str, ...]
    """Texts that are right, in whatever case and with whatever punctuation."""
    numbers: tuple[int | float, ...]
    """Numbers that are right, exactly."""
    quantities: tuple[str, ...]
    """Quantities of the reference, of whole numbers; each is right."""
    hints: Mapping[str, str]
    """What to try, by a wrong text, a wrong number or a quantity that is not right."""


@dataclass(frozen=True)
class AskedWritten:
    """A text that a person reads and marks."""

    part: Part
    statement: str | None
    rubric: tuple[str, ...]
    """For the person who marks; students never see it."""


AskedWords: TypeAlias = AskedChoice | AskedOrder | AskedShort | AskedWritten
"""What is answered in words."""


@dataclass(frozen=True)
class ReferenceFunction:
    """One quantity of the reference: the names of its parameters are what it is computed from."""

    quantity: str
    parameters: tuple[str, ...]
    line: int
    derivative: "LocalDerivative | None" = None
    """How it is computed where the module has no such function."""
    evaluates: tuple[str, ...] = ()
    """Quantities that it evaluates itself, by its parameter ``graph``, with others replaced."""


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
    def given(self) -> Path:
        """Where the functions stand that are handed to students."""
        return self.path.parent / "given.py"

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
    tensors: bool = False
    """Whether students get torch tensors in single precision."""
    skeleton: str | None = None
    """What students begin with, where it is no plain function: Python with placeholders."""
    words: tuple[AskedWords, ...] = ()
    """What is answered in words, in ``answers.yaml``."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts: functions, numbers by hand, answers in words, each in the file's order."""
        asked: tuple[StudentFunction | AskedValues, ...] = (*self.functions, *self.values)
        computed = (part for each in asked for part in each.parts if not part.another_way)
        return (*computed, *(each.part for each in self.words))

    def marked_as(self, quantity: str) -> str:
        """Return the name of the part that has the marks of a quantity, or of an answer."""
        for function in self.functions:
            own = [part.quantity for part in function.parts if not part.another_way]
            if function.whole and quantity in own:
                return function.name
        return quantity

    @property
    def marks(self) -> Fraction:
        """The marks that can be had."""
        return sum((part.marks for part in self.parts), Fraction())


@dataclass(frozen=True)
class Settings:
    """What holds for every problem of a course."""

    feedback: str = "hints"
    """How much reports say, where nobody asks for more or less."""
    hidden_cases: bool = False
    """Whether the marks that count come from a run with a hidden case."""


@dataclass(frozen=True)
class Assignment:
    """Problems that are set together."""

    name: str
    title: str
    source: str | None
    problems: tuple[str, ...]
    """Their names, in the order in which they are set."""


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
"""Where numbers by hand and answers in words are written, to ``problems/answers/``."""


def answered_in(problem_file: Path) -> str:
    """Return the file that answers a problem: ``softmax.py`` for ``problems/softmax/*``."""
    folder = problem_file.parent.name
    return ANSWERS if f"{folder}.yaml" == ANSWERS else f"{folder}.py"
