"""Evaluates the graph that a reference draws.

A `Graph` is the functions; a `World` is one evaluation of it: inputs, and whatever else is
given. Every quantity is computed once in a world, and only when it is asked for.
"""

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, Self, TypeAlias

import numpy as np

from grader.errors import CourseError, Fault
from grader.formula import evaluate
from grader.model.course import GRAPH, LocalDerivative, Problem, Reference
from grader.model.values import GivenFunction

RIGHT = "right"
"""The parameter of a misconception that stands for the right value of its quantity."""
_DEPTH = 10
"""Of lists in lists: one may hold itself."""


class Entries(Sequence[Any]):
    """A list of the graph: entries with the book's numbers, each computed when it is asked for."""

    def __init__(self, first: int, last: int, compute: Callable[[int], Any]) -> None:
        self.first, self.last = first, last
        self._compute = compute
        self._known: dict[int, Any] = {}

    def __getitem__(self, number: Any) -> Any:
        """Return an entry; raises `IndexError` for any that is not there, also for -1."""
        if not isinstance(number, int | np.integer) or not self.first <= number <= self.last:
            raise IndexError(f"entries go from {self.first} to {self.last}; {number} is none")
        if number not in self._known:
            self._known[int(number)] = self._compute(int(number))
        return self._known[int(number)]

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(self.first, self.last + 1))


Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class Node:
    """One quantity: how it is computed, and where that stands."""

    parameters: tuple[str, ...]
    function: Function | None
    path: Path
    line: int
    in_torch: bool = False
    derivative: LocalDerivative | None = None
    evaluates: tuple[str, ...] = ()
    """Quantities that it evaluates itself, with others replaced."""


def quantity_of(cell: str) -> str:
    """Return the quantity that a cell belongs to: ``dW`` of ``dW[2]``."""
    return cell.partition("[")[0]


class Graph:
    """The quantities of a problem."""

    def __init__(self, problem: Problem, nodes: Mapping[str, Node] | None = None) -> None:
        """Run the reference module; raises `CourseError` where that fails."""
        self.problem = problem
        self.nodes = nodes or _nodes(problem.reference)
        self.slopes = {slope: 0.0 for slope in problem.kinks.values() if slope is not None}
        self._letters: dict[str, str | None] = {}

    @cached_property
    def given(self) -> "GivenFunctions":
        """The functions that are handed to students; raises `CourseError` where that fails."""
        return GivenFunctions(self.problem.reference.given)

    def replaced(self, nodes: Mapping[str, Node]) -> "Graph":
        """Return a graph in which some quantities are computed otherwise."""
        return Graph(self.problem, {**self.nodes, **nodes})

    def range_of(self, name: str, sizes: Mapping[str, Any]) -> tuple[int, int] | None:
        """Return the first and the last number of a list; None for what is no list."""
        letter = self.letter_of(name)
        if letter is None:
            return None
        first, last = self.problem.index[letter]
        return evaluate(first, sizes), evaluate(last, sizes)

    def letter_of(self, name: str) -> str | None:
        """Return the running letter of a list; None for what is no list."""
        if name not in self._letters:
            self._letters[name] = self._letter_of(name)
        return self._letters[name]

    def _letter_of(self, name: str) -> str | None:
        given = self.problem.inputs.get(name)
        letter = getattr(given, "letter", None)
        if letter is not None:
            return str(letter)
        node = self.nodes.get(name)
        parameters = node.parameters if node and name not in self.problem.inputs else ()
        return next((each for each in self.problem.index if each in parameters), None)


class GivenFunctions:
    """The functions of a module ``given``, by name, and the names of the functions."""

    def __init__(self, path: Path) -> None:
        """Run the module; raises `CourseError` where that fails."""
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise CourseError([Fault(path, 1, f"cannot be read: {error}")]) from None
        self.source = source
        self._path = path
        self._namespace = run_module(Reference(path, source, {}))

    def callable(self, value: Any) -> Any:
        """Return a value with the functions for their names.

        Raises:
            CourseError: The module has no such function.
        """
        match value:
            case GivenFunction(name):
                if not callable(self._namespace.get(name)):
                    raise CourseError([Fault(self._path, 1, f"there is no function {name}")])
                return self._namespace[name]
            case Entries():
                return Entries(value.first, value.last, lambda number: self.callable(value[number]))
            case list() | tuple():
                return [self.callable(each) for each in value]
            case _:
                return value


def holds_functions(value: Any) -> bool:
    """Return whether a value is a given function, or a list that holds one."""
    match value:
        case GivenFunction():
            return True
        case list() | tuple():
            return any(isinstance(each, GivenFunction) for each in value)
        case _:
            return False


class World:
    """One evaluation of a graph."""

    def __init__(
        self,
        graph: Graph,
        values: Mapping[str, Any],
        name: str,
        right: Self | None = None,
    ) -> None:
        """Take what is given.

        Args:
            graph: The quantities.
            values: Inputs and sizes, and quantities that stand as they are given. Lists are
                plain ones, from the first entry on.
            name: The case, for messages.
            right: The world without a mistake: what the parameter ``right`` is taken from.
        """
        self.graph = graph
        self.given = frozenset(values)
        self._name = name
        self._right = right
        self._sizes = values
        self._functions: set[str] = set()
        """Names of inputs that are functions, or lists of them."""
        self._values: dict[str, Any] = {**graph.slopes}
        for key, value in values.items():
            _protect(value)
            if holds_functions(value):
                self._functions.add(key)
            ends = graph.range_of(key, values) if isinstance(value, list | tuple) else None
            self._values[key] = value if ends is None else _listed(value, *ends)

    def value(self, quantity: str) -> Any:
        """Return an input, a size or a quantity; a list as `Entries`.

        Raises:
            CourseError: The function raises, or returns nothing.
        """
        if quantity not in self._values:
            self._values[quantity] = self.fresh(quantity)
        return self._values[quantity]

    def fresh(self, quantity: str) -> Any:
        """Return what the function of a quantity gives here, also where a value was given."""
        letter = self.graph.letter_of(quantity)
        if letter is None:
            return self._call(quantity, {})
        ends = self.graph.range_of(quantity, self._sizes)
        if ends is None:  # pragma: no cover  (it has a letter)
            raise AssertionError(quantity)
        return Entries(*ends, lambda number: self._call(quantity, {letter: number}))

    def cell(self, cell: str) -> Any:
        """Return what is compared by itself: a quantity, or one entry of a list, ``dW[2]``."""
        return _entry(self.value(quantity_of(cell)), cell)

    def fresh_cell(self, cell: str) -> Any:
        """Return what the function of a cell gives here, also where a value was given."""
        return _entry(self.fresh(quantity_of(cell)), cell)

    def plain(self, quantity: str) -> Any:
        """Return a value with lists as plain ones, as students get them."""
        value = self.value(quantity)
        return list(value) if isinstance(value, Entries) else value

    def _call(self, quantity: str, letters: Mapping[str, int]) -> Any:
        node = self.graph.nodes[quantity]
        if node.derivative is not None:
            from grader.forward import differentiate  # noqa: PLC0415  (torch is slow to import)

            with self.blaming(quantity):
                value = differentiate(self, quantity, node.derivative)
        else:
            arguments = [
                letters[each] if each in letters else self._argument(each, quantity, letters)
                for each in node.parameters
            ]
            value = self._run(quantity, node, arguments)
        if value is None:
            self.fail(quantity, "returns None; is its return missing?")
        _protect(value)
        return value

    def _argument(self, name: str, quantity: str, letters: Mapping[str, int]) -> Any:
        if name == RIGHT and self._right is not None:
            right = self._right.fresh(quantity)
            return right[next(iter(letters.values()))] if letters else right
        if name == GRAPH:
            return self._evaluator(self.graph.nodes[quantity].in_torch, quantity)
        value = self.value(name)
        return self.graph.given.callable(value) if name in self._functions else value

    def _evaluator(self, in_torch: bool, quantity: str) -> Function:  # noqa: FBT001
        """Return what the parameter ``graph`` stands for: an evaluation with others replaced.

        What a student's own values were carried from is not seen in it: only the case's own.
        """

        def evaluate(*names: str, **replaced: Any) -> Any:
            if in_torch:
                from grader.forward import arrays, tensors  # noqa: PLC0415  (torch is slow to import)

                found = [tensors(each) for each in self._with(arrays(replaced), quantity, names)]
            else:
                found = self._with(replaced, quantity, names)
            return found[0] if len(found) == 1 else tuple(found)

        return evaluate

    def _with(self, replaced: Mapping[str, Any], quantity: str, names: Sequence[str]) -> list[Any]:
        known = {*self.graph.problem.inputs, *self.graph.nodes, *self._sizes}
        for name in (*names, *replaced):
            if name not in known:
                self.fail(quantity, f"asks the graph for {name}, which is not in it")
        own = {
            name: value
            for name, value in self._sizes.items()
            if name in self.graph.problem.inputs or name not in self.graph.nodes
        }
        values = {**own, **replaced}
        right = self._right and World(self._right.graph, values, self._name)
        world = World(self.graph, values, self._name, right=right)
        return [world.value(name) for name in names]

    def _run(self, quantity: str, node: Node, arguments: list[Any]) -> Any:
        if node.function is None:  # pragma: no cover  (only derivatives have none)
            raise AssertionError(quantity)
        if node.in_torch:
            from grader.forward import arrays, tensors  # noqa: PLC0415  (torch is slow to import)

            arguments = [tensors(each) for each in arguments]
        # What `blaming` does, without what a context manager costs: this is called most of all.
        try:
            with np.errstate(all="ignore"), redirect_stdout(sys.stderr):
                value = node.function(*arguments)
        except CourseError:
            raise
        except (Exception, SystemExit, GeneratorExit) as error:  # noqa: BLE001  (as there)
            self._blame(quantity, error)
        return arrays(value) if node.in_torch else value

    @contextmanager
    def blaming(self, quantity: str) -> Iterator[None]:
        """Make whatever is raised within a `CourseError` about a quantity, and stdout stderr."""
        try:
            with np.errstate(all="ignore"), redirect_stdout(sys.stderr):
                yield
        except CourseError:
            raise
        except (Exception, SystemExit, GeneratorExit) as error:  # noqa: BLE001  (a course may raise anything)
            self._blame(quantity, error)

    def _blame(self, quantity: str, error: BaseException) -> NoReturn:
        message = f"raises {type(error).__name__}: {error}"
        self.fail(quantity, message, _line_in(self.graph.nodes[quantity].path, error))

    def fail(self, quantity: str, message: str, line: int | None = None) -> NoReturn:
        """Raise a `CourseError` about a quantity."""
        node = self.graph.nodes.get(quantity)
        path = node.path if node else self.graph.problem.path
        text = f"{quantity} {message} (case {self._name})"
        raise CourseError([Fault(path, line or (node.line if node else 1), text)])


def _entry(value: Any, cell: str) -> Any:
    if not isinstance(value, Entries):
        return value
    return value[int(cell.partition("[")[2].rstrip("]"))]


def _listed(values: Sequence[Any], first: int, last: int) -> Entries:
    """Return a plain list as one whose entries have the book's numbers."""
    return Entries(first, last, lambda number: values[number - first])


def _nodes(reference: Reference) -> dict[str, Node]:
    namespace = run_module(reference)
    nodes = {}
    for name, function in reference.functions.items():
        if function.derivative is None and not callable(namespace.get(name)):
            message = f"{name} is no function any more at the end of the module"
            raise CourseError([Fault(reference.path, function.line, message)])
        nodes[name] = Node(
            function.parameters,
            namespace.get(name),
            reference.path,
            function.line,
            reference.in_torch,
            function.derivative,
            function.evaluates,
        )
    return nodes


def run_module(reference: Reference) -> dict[str, Any]:
    """Return what a module of a course defines; raises `CourseError` where it cannot be run."""
    namespace: dict[str, Any] = {"__name__": f"reference.{reference.path.stem}"}
    try:
        # What a reference prints must not stand in a report.
        with redirect_stdout(sys.stderr):
            exec(compile(reference.source, str(reference.path), "exec"), namespace)  # noqa: S102
    except (Exception, SystemExit, GeneratorExit) as error:  # noqa: BLE001  (a course may raise anything)
        line = _line_in(reference.path, error) or 1
        message = f"cannot be imported: {type(error).__name__}: {error}"
        raise CourseError([Fault(reference.path, line, message)]) from None
    return namespace


def _protect(value: Any, depth: int = 0) -> None:
    """Make arrays read-only: a reference that works in place would change what others get."""
    if depth > _DEPTH:
        return
    match value:
        case np.ndarray():
            value.flags.writeable = False
        case Mapping():
            for each in value.values():
                _protect(each, depth + 1)
        case list() | tuple():
            for each in value:
                _protect(each, depth + 1)


def _line_in(path: Path, error: BaseException) -> int | None:
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    return lines[-1] if lines else None
