"""Whether the cases tell every small mistake in the reference from what is right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from grader.check.derivatives import reached
from grader.check.wide import wide_cases
from grader.compare import compare, compare_digits
from grader.diagnose.worlds import Mistakes
from grader.errors import CourseError, Fault
from grader.expect import Oracle
from grader.graph import Graph, World
from grader.model.case import Case, Tag
from grader.model.checked import Mutation
from grader.model.course import AskedValues, CaseKind, Problem, StudentFunction
from grader.model.judgement import Near
from grader.model.values import Floats
from grader.mutate import Mutant, mutants
from grader.plan import draw_cases

_DECLARED = re.compile(r"#\s*equivalent:\s*(.+?)\s*$")
_EXTRA_SEEDS = range(1000, 1050)
"""Of the draws that a change is tried on that was declared to make no difference."""
_VISIBLE = 1e-9
"""Relative: less is rounding, and no other number that a tolerance should have told apart."""


@dataclass(frozen=True)
class Mutated:
    """What became of all changes."""

    faults: tuple[Fault, ...]
    mutation: Mutation
    overflows: frozenset[str]
    """The overflow cases in which some change is not finite any more."""


def mutate(problem: Problem, cases: Sequence[Case], oracle: Oracle) -> Mutated:
    """Try every first-order mutant of the reference against the cases.

    A mutant that no case tells from the reference is tried on wider draws: other sizes, other
    numbers. Where it makes no difference there either, it is the same formula in other words.
    """
    together: tuple[StudentFunction | AskedValues, ...] = (*problem.functions, *problem.values)
    asked = [_Asked(each, oracle, cases) for each in together]
    counts = {"killed": 0, "equivalent": 0, "survived": 0}
    overflows: set[str] = set()
    faults: list[Fault] = []
    declared = _declarations(problem)
    used: set[tuple[int, str]] = set()
    wide = _Wide(problem)
    for mutant, graph in _mutants(problem, oracle):
        touched = [each for each in asked if each.touches(mutant.function)]
        if not touched:
            continue
        if any(each.kills(graph, overflows) for each in touched):
            counts["killed"] += 1
            continue
        key = (mutant.line, mutant.change)
        if mutant.change in declared.get(mutant.line, ()):
            used.add(key)
            place = _differs_on_extra_draws(problem, graph, touched)
            if place is not None:
                text = f"declared equivalent, but not so: {mutant.change} differs in {place}"
                faults.append(Fault(problem.reference.path, mutant.line, text))
            counts["equivalent"] += 1
        elif not wide.differs(graph, touched):
            counts["equivalent"] += 1
        else:
            counts["survived"] += 1
            faults.append(_survivor(problem, mutant, touched))
    return Mutated(tuple(faults), Mutation(**counts), frozenset(overflows))


def _survivor(problem: Problem, mutant: Mutant, touched: Sequence["_Asked"]) -> Fault:
    by_hand = any(isinstance(each.asked, AskedValues) for each in touched)
    cure = "ask for more decimals" if by_hand else "add a case, or other sizes"
    text = (
        f"{problem.name}: no case tells this change of {mutant.function} from the reference: "
        f"{mutant.change}; {cure}, or write behind the line: # equivalent: {mutant.change}"
    )
    return Fault(problem.reference.path, mutant.line, text)


def _declarations(problem: Problem) -> dict[int, tuple[str, ...]]:
    """Return the changes that an author says make no difference, by line."""
    found = {}
    for number, line in enumerate(problem.reference.source.splitlines(), start=1):
        match = _DECLARED.search(line)
        if match:
            found[number] = tuple(each.strip() for each in match.group(1).split(";"))
    return found


def _mutants(problem: Problem, oracle: Oracle) -> Iterator[tuple[Mutant, Graph]]:
    """Yield every mutant of a quantity that is reached, or of a helper, with its graph."""
    source = problem.reference.source
    functions = problem.reference.functions
    names = [name for name in reached(problem) if functions[name].derivative is None]
    helpers = [each for each in _helpers(source) if any(_uses(source, n, each) for n in names)]
    mistakes = Mistakes(oracle)
    for name in (*names, *helpers):
        for mutant in mutants(source, name):
            graph = mistakes.graph_of(mutant)
            if graph is not None:
                yield mutant, graph


def _helpers(source: str) -> list[str]:
    return re.findall(r"(?m)^def (_\w+)\(", source)


def _uses(source: str, function: str, helper: str) -> bool:
    body = re.search(rf"(?ms)^def {function}\(.*?(?=^\S|\Z)", source)
    text = body.group(0) if body else ""
    if re.search(rf"\b{helper}\b", text):
        return True
    return any(
        re.search(rf"\b{other}\b", text) and _uses(source, other, helper)
        for other in _helpers(source)
        if other not in (helper, function)
    )


class _Asked:
    """What is asked together, and everything that is right about it."""

    def __init__(
        self, asked: StudentFunction | AskedValues, oracle: Oracle, cases: Sequence[Case]
    ) -> None:
        self.asked, self.oracle = asked, oracle
        self._cases = [
            case
            for case in cases
            if case.form is None and any(case.suits(part.quantity) for part in asked.parts)
        ]
        self._quantities = [part.quantity for part in asked.parts]

    def on(self, cases: Sequence[Case]) -> "_Asked":
        """Return the same on other cases."""
        return _Asked(self.asked, self.oracle, cases)

    def touches(self, function: str) -> bool:
        """Return whether a change of a function can show in what is asked."""
        return function.startswith("_") or function in self._computed

    @cached_property
    def _computed(self) -> set[str]:
        """What is worked out on the way from the arguments."""
        return self.oracle.on_the_way(self._quantities, self._arguments)

    @property
    def _arguments(self) -> tuple[str, ...]:
        return self.asked.arguments if isinstance(self.asked, StudentFunction) else ()

    @cached_property
    def _typical(self) -> dict[str, float]:
        return {
            quantity: self.oracle.typical(quantity, self._cases) for quantity in self._quantities
        }

    def kills(self, graph: Graph, overflows: set[str]) -> bool:
        """Return whether any case tells a changed graph from the right one.

        Where no other case does, all overflow cases are tried, to see in which of them it
        overflows.
        """
        others = [case for case in self._cases if case.kind is not CaseKind.OVERFLOW]
        if any(self._outcome(graph, case) for case in others):
            return True
        large = [case for case in self._cases if case.kind is CaseKind.OVERFLOW]
        outcomes = {case.name: self._outcome(graph, case) for case in large}
        overflows |= {name for name, outcome in outcomes.items() if outcome == "not finite"}
        return any(outcomes.values())

    def difference(self, graph: Graph) -> str | None:
        """Return the name of the first case that tells a changed graph from the right one."""
        return next((case.name for case in self._cases if self._outcome(graph, case)), None)

    def _outcome(self, graph: Graph, case: Case) -> str | None:
        """Return how a changed graph differs in a case; None where it does not."""
        world = self._world(graph, case)
        for quantity in self._quantities:
            if not case.suits(quantity):
                continue
            for cell in self.oracle.cells(quantity, case):
                found = _cell_value(world, cell)
                if found is None:
                    return "raises"
                if not np.isfinite(found).all():
                    return "not finite"
                if not self._is_near(found, quantity, cell, case) and (
                    isinstance(self.asked, AskedValues)
                    or self.oracle.admits(cell, case, self._typical[quantity])
                ):
                    return "differs"
        return None

    def _world(self, graph: Graph, case: Case) -> World:
        own = self.oracle.world(case)
        given = {name: own.plain(name) for name in self._arguments if name not in case.values}
        return World(graph, {**case.values, **given}, case.name)

    def _is_near(self, found: Floats, quantity: str, cell: str, case: Case) -> bool:
        right = self.oracle.expected(cell, case)
        if isinstance(self.asked, AskedValues):
            return compare_digits(found, right, self.asked.decimals) == Near()
        finding = compare(
            found,
            right,
            self._typical[quantity],
            lambda: self.oracle.noise(cell, case),
            lambda: self.oracle.bends(cell, case),
            overflow=case.kind is CaseKind.OVERFLOW or case.tag is Tag.HUGE,
            strict=self.oracle.problem.strict,
            curve=self.asked.curve,
        )
        return isinstance(finding, Near)

    def is_the_same(self, graph: Graph) -> bool:
        """Return whether numbers by hand come out the same to the last bit but rounding."""
        (case,) = self._cases
        world = self._world(graph, case)
        for quantity in self._quantities:
            found = _cell_value(world, quantity)
            right = self.oracle.expected(quantity, case)
            if found is None or found.shape != right.shape:
                return False
            if (np.abs(found - right) > _VISIBLE * (np.abs(right) + 1)).any():
                return False
        return True


def _cell_value(world: World, cell: str) -> Floats | None:
    try:
        array = np.asarray(world.cell(cell))
        return array.astype(np.float64) if array.dtype.kind in "biuf" else None
    except (CourseError, ValueError, TypeError, IndexError, RecursionError, OverflowError):
        return None


class _Wide:
    """Draws that no author chose: other sizes, other numbers."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._oracle = Oracle(problem)

    @cached_property
    def _cases(self) -> list[Case]:
        return wide_cases(self._problem, self._oracle)

    def differs(self, graph: Graph, touched: Sequence[_Asked]) -> bool:
        """Return whether a mutant differs from the reference on any wide draw.

        Numbers by hand are given once and for all: there the given ones decide.
        """
        by_hand = [each for each in touched if isinstance(each.asked, AskedValues)]
        if by_hand:
            return not all(each.is_the_same(graph) for each in by_hand)
        return any(
            _Asked(each.asked, self._oracle, self._cases).difference(graph) is not None
            for each in touched
        )


def _differs_on_extra_draws(
    problem: Problem, graph: Graph, touched: Sequence[_Asked]
) -> str | None:
    for seed in _EXTRA_SEEDS:
        oracle = Oracle(problem)
        drawn = draw_cases(problem, seed, lambda _case, _wish: True)
        cases = [replace(case, name=f"{case.name}, seed {seed}") for case in drawn]
        for each in touched:
            found = _Asked(each.asked, oracle, cases).difference(graph)
            if found is not None:
                return found
    return None
