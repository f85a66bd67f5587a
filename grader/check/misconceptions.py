"""Whether each declared mistake is one, and another than the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader.check.derivatives import reached
from grader.diagnose.seen import near
from grader.diagnose.worlds import Fails, Mistake, misconceptions_of
from grader.errors import CourseError, Fault
from grader.expect import Oracle
from grader.graph import RIGHT, Node, World, quantity_of
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
            text = f"misconceptions: {name} gives what is right in every case; change "
            text += f"{_where(nodes, name)}, or add a case that shows the mistake"
            faults.append(Fault(problem.path, line, text))
            continue
        broken = [
            fault
            for place, each in zip(asked, predicted, strict=True)
            if isinstance(each, Fails)
            for fault in _broken(nodes, name, oracle, place)
        ]
        if broken:
            faults.append(broken[0])
            continue
        for other, others in predictions.items():
            pairs = zip(asked, predicted, others, strict=True)
            if all(_same(one, two, typical[quantity_of(cell)]) for (cell, _), one, two in pairs):
                text = f"misconceptions: {name} and {other} give the same in every case; keep one"
                faults.append(Fault(problem.path, line, text))
        predictions[name] = predicted
    return faults


def _where(nodes: Mapping[str, Node], name: str) -> str:
    """Return the functions of a mistake, and where they stand."""
    return " or ".join(
        f"{quantity}__{name} (reference/misconceptions/{node.path.name}:{node.line})"
        for quantity, node in nodes.items()
    )


def _broken(
    nodes: Mapping[str, Node], name: str, oracle: Oracle, place: tuple[str, Case]
) -> Iterator[Fault]:
    """Yield that a mistake raises what no shape or value is to blame for, such as a wrong name."""
    cell, case = place
    world = World(oracle.graph.replaced(nodes), case.values, case.name, right=oracle.world(case))
    try:
        world.cell(cell)
    except CourseError as error:
        # The error that it tells of. One that Python raises knows the name that it misses; a
        # mistake may also raise one on purpose.
        cause = error.__context__
        if isinstance(cause, NameError | AttributeError | ImportError) and cause.name:
            for each in error.faults:
                yield replace(each, message=f"{name}: {each.message}")
    except (ValueError, TypeError, IndexError, RecursionError):
        return


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
    file = f"reference/misconceptions/{problem.reference.path.name}"
    costly = {name for each in problem.functions for name in (each.greedy, each.slow)}
    functions = read_reference(path).functions if path is not None else {}
    faults = []
    for name in problem.misconceptions:
        if name in found or name in costly:
            continue
        line = lines_of(problem, ("misconceptions", name))
        own = [each for each in functions if each.partition("__")[2] == name]
        if own:
            quantity = own[0].partition("__")[0]
            text = f"misconceptions: {own[0]} ({file}:{functions[own[0]].line}): {quantity} is no "
            text += f"quantity of the reference{nearest(quantity, problem.reference.functions)}"
        else:
            names = [each.partition("__")[2] for each in functions]
            text = f"misconceptions: there is no function QUANTITY__{name} in {file}"
            text += nearest(name, names)
        faults.append(Fault(problem.path, line, text))
    return faults


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
    itself = [
        Fault(
            node.path,
            node.line,
            f"{quantity}__{name} is computed from {quantity}, which it replaces; its right value "
            f"is the parameter {RIGHT}",
        )
        for quantity, node in nodes.items()
        if quantity in here
        and quantity in node.parameters
        and oracle.graph.letter_of(quantity) is None
    ]
    return itself + [
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
