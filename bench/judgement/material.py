"""A problem with its cases, and what a program answers that makes a mistake of our choice."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.expect import Given, Oracle, acceptable
from grader.graph import Graph, Node, World
from grader.load.course import find_course
from grader.load.derivatives import depends_on
from grader.load.problem import read_problem
from grader.model.answer import Answer, Listed, Raised, Returned
from grader.model.case import Case
from grader.model.course import Problem, StudentFunction
from grader.model.values import Array, Floats
from grader.plan import draw_cases
from grader.run.frames import Frame, read_outputs
from grader.run.inside.convert import convert

HERE = Path(__file__).parent
OWN = HERE / "course"
"""A course of this study: a network of four layers."""

PROBLEMS = (
    "softmax",
    "softmax_jacobian",
    "softmax_beta",
    "affine_backward",
    "scaled_cost",
    "worked_network_step",
    "hinge",
    "two_layer_regression",
    "back_propagation",
    "mixer_forward",
    "mixer_backward",
)
"""All that is answered in code; answers by hand are left out."""


class Remembering(Oracle):
    """An oracle that computes noise once: thousands of programs are judged by the same one."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self._noises: dict[tuple[str, str, str], Floats] = {}
        self._bends: dict[tuple[str, str], tuple[Floats, ...]] = {}

    def _noise(self, cell: str, case: Case, precision: np.dtype[Any]) -> Floats:
        key = (cell, case.key, precision.name)
        if key not in self._noises:
            self._noises[key] = super()._noise(cell, case, precision)
        return self._noises[key]

    def bends(self, cell: str, case: Case, given: Given | None = None) -> tuple[Floats, ...]:
        """Return how a cell changes with the slope at each tie."""
        if given:
            return super().bends(cell, case, given)
        key = (cell, case.name)
        if key not in self._bends:
            self._bends[key] = super().bends(cell, case)
        return self._bends[key]


@dataclass(frozen=True)
class Material:
    """A problem with the cases of one seed."""

    root: Path | None
    """The course; None is the built-in one."""
    problem: Problem
    oracle: Remembering
    cases: tuple[Case, ...]

    def admits(self, quantity: str, case: Case) -> bool:
        """Return whether a case may be held against an answer to a quantity."""
        oracle = self.oracle
        typical = oracle.typical(quantity, self.cases)
        cells = oracle.cells(quantity, case)
        return all(oracle.admits(cell, case, typical) for cell in cells)

    def suiting(self, function: StudentFunction) -> list[Case]:
        """Return the cases that a function is asked, without those in another form."""
        return [
            case
            for case in self.cases
            if case.form is None and any(case.suits(part.quantity) for part in function.parts)
        ]


@cache
def problem_of(root: Path | None, name: str) -> Problem:
    """Return a problem of a course; without a folder, of the built-in course."""
    course = find_course(root)
    return read_problem(course.root, course.problem_files[name])


@cache
def material(root: Path | None, name: str, seed: int) -> Material:
    """Return a problem with its cases, as `grade` draws them."""
    problem = problem_of(root, name)
    oracle = Remembering(problem)
    cases = draw_cases(problem, seed, acceptable(oracle))
    return Material(root, problem, oracle, cases)


Change = Callable[..., Any]
"""From the right value, and more quantities if it asks for them, to a wrong one."""


def changed(node: Node, change: Change, more: tuple[str, ...] = ()) -> Node:
    """Return a node whose value is changed; the change gets the value and some more quantities."""
    inner = node.function
    if inner is None:  # pragma: no cover  (the references of this study compute everything)
        raise TypeError(node)
    count = len(node.parameters)
    extra = tuple(name for name in more if name not in node.parameters)
    parameters = (*node.parameters, *extra)

    def function(*arguments: Any) -> Any:
        known = dict(zip(parameters, arguments, strict=True))
        return change(inner(*arguments[:count]), *(known[name] for name in more))

    return Node(parameters, function, node.path, node.line, node.in_torch)


def composed(node: Node, mistake: Node) -> Node:
    """Return a mistake whose parameter ``right`` is what the right function makes of its world."""
    if "right" not in mistake.parameters or mistake.function is None:
        return mistake
    others = tuple(name for name in mistake.parameters if name != "right")
    place = mistake.parameters.index("right")
    wrong = mistake.function

    def change(right: Any, *values: Any) -> Any:
        return wrong(*values[:place], right, *values[place:])

    return changed(node, change, others)


def answer(graph: Graph, function: StudentFunction, case: Case, oracle: Oracle) -> Answer:
    """Return what a program that computes by a graph answers in a case.

    It is called with right values; from there everything is computed as the graph says,
    so that a mistake goes on into whatever follows from it.
    """
    arguments = {
        name: oracle.value(name, case) for name in function.arguments if name not in case.values
    }
    return returned(World(graph, {**case.values, **arguments}, case.name), function)


def returned(world: World, function: StudentFunction) -> Answer:
    """Return what a function hands back that computes everything as a world does."""
    names = [part.quantity for part in function.parts]
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            values = tuple(world.plain(name) for name in names)
    except CourseError as error:
        return Raised("Exception", str(error), None, None)
    return Returned(outputs_of(values, function))


def outputs_of(values: Sequence[Any], function: StudentFunction) -> tuple[Any, ...]:
    """Return values as they come back from the process of a student."""
    names = [part.quantity for part in function.parts]
    converted = convert(tuple(values), names, several=True, lists=function.lists)
    header = {"outputs": [each for each, _ in converted]}
    return read_outputs(Frame(header, b"".join(raw for _, raw in converted)), len(names))


def answers(
    graph: Graph, function: StudentFunction, cases: Sequence[Case], oracle: Oracle
) -> dict[str, Answer]:
    """Return the answers in all cases, by their names."""
    return {case.name: answer(graph, function, case, oracle) for case in cases}


def hidden(quantity: str, function: StudentFunction, problem: Problem) -> tuple[str, ...]:
    """Return what a student works out on the way to a quantity and does not hand back."""
    known = {*function.arguments, *problem.inputs, *(part.quantity for part in function.parts)}
    functions = problem.reference.functions
    found: dict[str, None] = {}
    pending = [quantity]
    while pending:
        for parent in functions[pending.pop()].parameters:
            if parent in functions and parent not in known and parent not in found:
                found[parent] = None
                pending.append(parent)
    return tuple(name for name in found if not _is_bundle(name, problem))


def _is_bundle(name: str, problem: Problem) -> bool:
    """Return whether a quantity only hands inputs on together."""
    return name in {"params", "theta"} and not problem.gradients.get(name)


def in_scope(quantity: str, function: StudentFunction, problem: Problem) -> tuple[str, ...]:
    """Return the names that a careless student may write in the place of another."""
    names = (*function.arguments, *(part.quantity for part in function.parts))
    functions = problem.reference.functions
    return tuple(
        name
        for name in dict.fromkeys(names)
        if name != quantity
        and not _is_bundle(name, problem)
        and not (name in functions and depends_on(name, quantity, problem.reference))
    )


def arrays_of(answer: Answer, position: int) -> list[Array] | None:
    """Return the arrays that came back for a quantity; None where it is none."""
    if not isinstance(answer, Returned):
        return None
    output = answer.outputs[position]
    entries = output.entries if isinstance(output, Listed) else (output,)
    arrays = [each for each in entries if isinstance(each, np.ndarray)]
    return arrays if len(arrays) == len(entries) else None


def planted(oracle: Oracle, nodes: Mapping[str, Node]) -> Graph:
    """Return the graph of a problem with some quantities computed otherwise."""
    return oracle.graph.replaced(nodes)
