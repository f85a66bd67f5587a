"""Mistakes as worlds: the graph with some quantities computed otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
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
        self._known: dict[tuple[str, str, frozenset[str]], Floats | Fails] = {}

    def predicted(self, cell: str, case: Case, given: Given, *, own: bool = True) -> Floats | Fails:
        """Return what a cell would be; it may hold nan.

        Args:
            cell: What is predicted.
            case: With what inputs.
            given: Quantities that stand as they are.
            own: Whether any of these is a student's own. Else the prediction is kept.
        """
        if own:
            return self._predict(cell, case, given)
        key = (cell, case.key, frozenset(given))
        if key not in self._known:
            self._known[key] = self._predict(cell, case, given)
        return self._known[key]

    def _predict(self, cell: str, case: Case, given: Given) -> Floats | Fails:
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


class Mistakes:
    """All that may have been done wrong in a problem, each made ready once."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle

    @cached_property
    def declared(self) -> dict[str, Mistake]:
        """What the author declared, in the order of the problem; nothing where that has faults."""
        try:
            found = misconceptions_of(self.oracle.problem)
        except CourseError:
            return {}  # `grade check` says so; a student can do nothing about it
        return {
            name: Mistake(self.oracle, found[name])
            for name in self.oracle.problem.misconceptions
            if name in found
        }

    @cached_property
    def _namespace(self) -> dict[str, Any]:
        return run_module(self.oracle.problem.reference)

    def mutants_of(
        self, quantity: str, others: tuple[str, ...] = ()
    ) -> Iterator[tuple[Mutant, Node]]:
        """Yield every first-order mutant of the function of a quantity, ready to be evaluated."""
        if self.oracle.graph.nodes[quantity].derivative is not None:
            return
        for mutant in mutants(self.oracle.problem.reference.source, quantity, others):
            changed = self._node_of(mutant)
            if changed is not None:
                yield mutant, changed

    def graph_of(self, mutant: Mutant) -> Graph | None:
        """Return the graph with one function, or helper, changed; None where it cannot be run."""
        nodes = self.oracle.graph.nodes
        if mutant.function in nodes:
            changed = self._node_of(mutant)
            return (
                None if changed is None else self.oracle.graph.replaced({mutant.function: changed})
            )
        # A helper is found by its name: every function must look where the changed one is.
        reference = self.oracle.problem.reference
        own = run_module(reference)
        if not _defines(mutant, reference.path, own):
            return None
        return self.oracle.graph.replaced(
            {name: replace(node, function=own.get(name)) for name, node in nodes.items()}
        )

    def _node_of(self, mutant: Mutant) -> Node | None:
        node = self.oracle.graph.nodes[mutant.function]
        own = dict(self._namespace)
        if not _defines(mutant, node.path, own):
            return None
        function = own[mutant.function]
        code = function.__code__
        return replace(
            node,
            parameters=code.co_varnames[: code.co_argcount],
            function=function,
            line=mutant.line,
        )


def _defines(mutant: Mutant, path: Path, namespace: dict[str, Any]) -> bool:
    """Run the text of a mutant in a namespace; return whether that went well."""
    try:
        exec(compile(mutant.source, str(path), "exec"), namespace)  # noqa: S102
    except Exception:  # noqa: BLE001  (a change may make anything of a definition)
        return False
    return True
