"""Mistakes as worlds: the graph with some quantities computed otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.expect import Given, Oracle
from grader.graph import Graph, Node, World, run_module
from grader.load.reference import read_reference
from grader.model.case import Case
from grader.model.course import Problem
from grader.model.values import Floats
from grader.mutate import Mutant, mutants

_SEPARATOR = "__"


@dataclass(frozen=True)
class Fails:
    """What a mistake does where it raises."""


class Mistake:
    """A graph in which one mistake was made."""

    def __init__(self, oracle: Oracle, nodes: Mapping[str, Node]) -> None:
        self.quantities = tuple(nodes)
        self._oracle = oracle
        self._graph: Graph = oracle.graph.replaced(nodes)

    def predicted(self, cell: str, case: Case, given: Given) -> Floats | Fails:
        """Return what a cell would be; it may hold nan."""
        values = {**case.values, **given}
        world = World(self._graph, values, case.name, right=self._oracle.world(case, given))
        try:
            return np.asarray(world.cell(cell), dtype=np.float64)
        except (CourseError, ValueError, TypeError, IndexError, RecursionError):
            return Fails()

    def touches(self, quantity: str, hidden: set[str]) -> bool:
        """Return whether it changes a quantity itself, or something hidden on the way to it."""
        return any(each == quantity or each in hidden for each in self.quantities)


def misconceptions_of(problem: Problem) -> dict[str, dict[str, Node]]:
    """Return the functions of each mistake that the author declared, by name and quantity.

    Raises:
        CourseError: The module is not there, or cannot be run.
    """
    path = problem.misconceptions_path
    if path is None or not problem.misconceptions:
        return {}
    module = read_reference(path)
    namespace = run_module(module)
    found: dict[str, dict[str, Node]] = {}
    for name, function in module.functions.items():
        quantity, _, mistake = name.partition(_SEPARATOR)
        if mistake in problem.misconceptions and quantity in problem.reference.functions:
            found.setdefault(mistake, {})[quantity] = Node(
                function.parameters, namespace[name], path, function.line, module.in_torch
            )
    return found


def mutants_of(
    oracle: Oracle, quantity: str, others: tuple[str, ...] = ()
) -> Iterator[tuple[Mutant, Node]]:
    """Yield every first-order mutant of the function of a quantity, ready to be evaluated."""
    reference = oracle.problem.reference
    node = oracle.graph.nodes[quantity]
    if node.derivative is not None:
        return
    namespace = run_module(reference)
    for mutant in mutants(reference.source, quantity, others):
        changed = node_of(mutant, node, namespace)
        if changed is not None:
            yield mutant, changed


def node_of(mutant: Mutant, node: Node, namespace: Mapping[str, Any]) -> Node | None:
    """Return a mutant as a node; None where its text cannot be run."""
    own = dict(namespace)
    try:
        exec(compile(mutant.source, str(node.path), "exec"), own)  # noqa: S102
    except Exception:  # noqa: BLE001  (a change may make anything of a definition)
        return None
    function = own[mutant.function]
    code = function.__code__
    return Node(
        code.co_varnames[: code.co_argcount], function, node.path, mutant.line, node.in_torch
    )
