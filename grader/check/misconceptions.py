"""Whether each declared mistake is one, and another than the others."""

from collections.abc import Sequence

import numpy as np

from grader.check.derivatives import reached
from grader.diagnose.seen import near
from grader.diagnose.worlds import Fails, Mistake, misconceptions_of
from grader.errors import CourseError, Fault
from grader.expect import Oracle
from grader.graph import RIGHT, Node, quantity_of
from grader.load.hints import nearest
from grader.load.problem import lines_of
from grader.load.reference import read_reference
from grader.model.case import Case
from grader.model.course import GRAPH, CaseKind, Problem
from grader.model.values import Floats


def distinguish(problem: Problem, cases: Sequence[Case], oracle: Oracle) -> list[Fault]:
    """Return what is wrong with the misconceptions of a problem.

    Each must have a function, must change something that is asked in some case, and no two
    may give the same in every case.
    """
    if not problem.misconceptions:
        return []
    try:
        found = misconceptions_of(problem)
    except CourseError as error:
        return list(error.faults)
    faults = _without_functions(problem, found)
    for name, nodes in found.items():
        faults += _unknown_parameters(problem, name, nodes, oracle)
    if faults:
        return faults
    asked = [
        (cell, case)
        for case in cases
        if case.kind in (CaseKind.ORDINARY, CaseKind.OVERFLOW) and case.form is None
        for part in problem.parts
        if case.suits(part.quantity)
        for cell in oracle.cells(part.quantity, case)
    ]
    typical = {part.quantity: oracle.typical(part.quantity, cases) for part in problem.parts}
    predictions: dict[str, list[Floats | Fails]] = {}
    for name, nodes in found.items():
        mistake = Mistake(oracle, nodes)
        predicted = [mistake.predicted(cell, case, {}) for cell, case in asked]
        line = lines_of(problem, ("misconceptions", name))
        same = [
            _same(oracle.expected(cell, case), each, typical[quantity_of(cell)])
            for (cell, case), each in zip(asked, predicted, strict=True)
        ]
        if all(same):
            text = f"misconceptions: {name} gives what is right in every case; it is no mistake, "
            text += "or no case shows it"
            faults.append(Fault(problem.path, line, text))
            continue
        for other, others in predictions.items():
            pairs = zip(asked, predicted, others, strict=True)
            if all(_same(one, two, typical[quantity_of(cell)]) for (cell, _), one, two in pairs):
                text = f"misconceptions: {name} and {other} give the same in every case; keep one"
                faults.append(Fault(problem.path, line, text))
        predictions[name] = predicted
    return faults


def _same(one: Floats | Fails, two: Floats | Fails, typical: float) -> bool:
    if isinstance(one, Fails) or isinstance(two, Fails):
        return isinstance(one, Fails) and isinstance(two, Fails)
    if one.shape != two.shape:
        return False
    holes = ~np.isfinite(one)
    if not np.array_equal(holes, ~np.isfinite(two)):
        return False
    return near(np.where(holes, 0.0, one), np.where(holes, 0.0, two), typical)


def _without_functions(problem: Problem, found: dict[str, dict[str, Node]]) -> list[Fault]:
    path = problem.misconceptions_path
    costly = {name for each in problem.functions for name in (each.greedy, each.slow)}
    names: list[str] = []
    if path is not None:
        names = [each.partition("__")[2] for each in read_reference(path).functions]
    return [
        Fault(
            problem.path,
            lines_of(problem, ("misconceptions", name)),
            f"misconceptions: there is no function QUANTITY__{name} in "
            f"reference/misconceptions/{problem.reference.path.name}{nearest(name, names)}",
        )
        for name in problem.misconceptions
        if name not in found and name not in costly
    ]


def _unknown_parameters(
    problem: Problem, name: str, nodes: dict[str, Node], oracle: Oracle
) -> list[Fault]:
    """Return parameters that are nothing of the graph, where the function can matter here."""
    known = {
        RIGHT,
        GRAPH,
        *problem.inputs,
        *oracle.graph.nodes,
        *oracle.graph.slopes,
        *problem.index,
        *(size for each in problem.sizes for size in each),
    }
    here = set(reached(problem))
    return [
        Fault(
            node.path,
            node.line,
            f"{quantity}__{name}: {parameter} is neither an input, nor a size, nor a quantity "
            f"of {problem.name}{nearest(parameter, sorted(known))}",
        )
        for quantity, node in nodes.items()
        if quantity in here
        for parameter in node.parameters
        if parameter not in known
    ]
