"""Whether the reference is right: every quantity against means that are independent of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.check.means import (
    COMPLEX_STEP_ALLOWED,
    DIFFERENCES_ALLOWED,
    along,
    complex_step,
    differences,
    directions,
)
from grader.check.twin import Twin, find_twin
from grader.errors import Fault
from grader.expect import Oracle
from grader.model.case import Case
from grader.model.course import CaseKind, Gradient, Problem
from grader.model.values import Floats

_TWIN_ALLOWED = 1e-10
_SHORT = 40
"""As many characters of an array may stand in a message."""
_LARGE_ALLOWED = 1e-6
"""Where numbers are so large that a derivative has all but cancelled."""
_ROUNDED = 1e-3
"""Of what is differentiated, relative: ten times what rounding does to it in differences."""
_IMAGINARY = (
    "{0}: differences confirm it, a complex step does not (case {2}): some function from {1.wrt} "
    "to {1.of} drops what is imaginary, as np.abs, np.var, np.std and np.linalg.norm do; write it "
    "with squares, such as ((x - m) ** 2).mean(). Or else {0} is off by very little"
)
_MEANS = 2
"""By which a gradient is verified."""


@dataclass(frozen=True)
class Verified:
    """What the comparisons found."""

    faults: tuple[Fault, ...]
    means: int


def verify(problem: Problem, cases: Sequence[Case], oracle: Oracle) -> Verified:
    """Compare everything that is asked, and everything that leads to it, with independent means.

    A gradient needs two of three: automatic differentiation of the twin, a complex step and
    differences of the reference's own forward functions. Any other quantity needs one: the
    twin, or numbers that the author knows from elsewhere.

    Raises:
        CourseError: A module raises.
    """
    twin = find_twin(problem.reference)
    faults: list[Fault] = []
    used: dict[str, set[str]] = {}
    for case in cases:
        if case.kind in (CaseKind.FORM, CaseKind.EMPTY):
            continue
        for quantity, means, fault in (
            *_by_gradients(problem, twin, case, oracle),
            *_by_values(problem, twin, case, oracle),
        ):
            if fault is None:
                used.setdefault(quantity, set()).add(means)
            elif all(fault.line != each.line for each in faults):
                faults.append(fault)
    used_by_author, wrong = _by_known_numbers(problem, cases, oracle)
    faults += wrong
    for quantity in used_by_author:
        used.setdefault(quantity, set()).add("known")
    faults += _unverified(problem, used, {fault.line for fault in faults})
    return Verified(tuple(faults), sum(len(each) for each in used.values()))


def reached(problem: Problem) -> list[str]:
    """Return the quantities that are asked for, and all that they are computed from."""
    functions = problem.reference.functions
    found: dict[str, None] = {}
    pending = [part.quantity for part in problem.parts]
    pending += [name for each in problem.functions for name in each.arguments]
    pending += [
        name for name in (each.of for each in problem.gradients.values()) if name in functions
    ]
    while pending:
        name = pending.pop()
        if name in functions and name not in found and name not in problem.inputs:
            found[name] = None
            pending += [*functions[name].parameters, *functions[name].evaluates]
    return [name for name in functions if name in found]


def _by_gradients(
    problem: Problem, twin: Any, case: Case, oracle: Oracle
) -> Iterator[tuple[str, str, Fault | None]]:
    """Yield each comparison of a gradient in a case: the quantity, the means, what is wrong."""
    if case.kind not in (CaseKind.ORDINARY, CaseKind.OVERFLOW):
        return  # at a tie there is no derivative
    # Where numbers overflow there is none by differences, and what is asked may not suit.
    large = case.kind is CaseKind.OVERFLOW
    for name, gradient in problem.gradients.items():
        if large and not case.suits(name):
            continue
        world = oracle.world(case)
        found, value = world.plain(name), world.plain(gradient.wrt)
        of = np.asarray(world.value(gradient.of))
        where = (problem.reference.path, problem.reference.functions[name].line)

        def wrong(means: str, name: str = name, where: tuple[Path, int] = where) -> Fault:
            text = f"{name} is not the derivative of {problem.gradients[name].of} by "
            text += f"{problem.gradients[name].wrt}: {means} (case {case.name})"
            return Fault(*where, text)

        if twin is not None:
            exact = Twin(twin, case, oracle).gradient(gradient)
            if exact is not None and not (large and not _all_finite(exact)):
                agrees = _all_near(found, exact, _LARGE_ALLOWED if large else _TWIN_ALLOWED, of=of)
                means = "the twin's, by automatic differentiation, differs"
                yield name, "twin", None if agrees else wrong(means)
        if large:
            continue
        place = (gradient, case, oracle)
        stepped = _agrees((found, value, of), complex_step, COMPLEX_STEP_ALLOWED, place)
        differed = _agrees((found, value, of), differences, DIFFERENCES_ALLOWED, place)
        if stepped is False and differed:
            yield (
                name,
                "a complex step",
                Fault(*where, _IMAGINARY.format(name, gradient, case.name)),
            )
        elif stepped is not None:
            means = "a complex step along a direction differs"
            yield name, "a complex step", None if stepped else wrong(means)
        if differed is not None:
            means = "differences along a direction differ"
            yield name, "differences", None if differed else wrong(means)


def _agrees(
    known: tuple[Any, Any, Floats],
    mean: Callable[..., Floats | None],
    allowed: float,
    place: tuple[Gradient, Case, Oracle],
) -> bool | None:
    """Return whether a means gives the same along directions; None where it says nothing."""
    found, value, of = known
    gradient, case, oracle = place
    for direction in directions(value, case, gradient.wrt):
        measured = mean(gradient, value, direction, case, oracle)
        if measured is None:
            return None
        predicted = along(found, direction, value, of)
        if predicted is None:
            return False
        # What is differentiated is rounded itself, which counts where its slope is small.
        scale = _scale(found, direction) + float(np.abs(of).max(initial=0.0)) * _ROUNDED
        if measured.shape != predicted.shape:
            measured = measured.reshape(predicted.shape)
        if not (np.abs(predicted - measured) <= allowed * scale).all():
            return False
    return True


def _scale(found: Any, direction: Any) -> float:
    """Return how large the change along a direction might be without any cancelling."""
    if isinstance(found, list):
        return sum(_scale(g, d) for g, d in zip(found, direction, strict=True))
    largest = float(np.abs(found).max(initial=0.0)) * float(np.abs(direction).max(initial=0.0))
    return largest * float(np.sqrt(np.size(found) or 1))


def _by_values(
    problem: Problem, twin: Any, case: Case, oracle: Oracle
) -> Iterator[tuple[str, str, Fault | None]]:
    """Yield each comparison of a value with the twin's."""
    if twin is None:
        return
    evaluation = Twin(twin, case, oracle)
    for name in reached(problem):
        if name in problem.gradients or name not in twin.functions:
            continue
        exact = evaluation.value(name)
        if exact is None:
            continue
        found = oracle.world(case).plain(name)
        if _all_near(found, exact, _TWIN_ALLOWED):
            yield name, "twin", None
        else:
            function = problem.reference.functions[name]
            other = f"reference/twins/{twin.path.name}:{twin.functions[name].line}"
            text = f"{name} is not what its twin gives ({other}; case {case.name})"
            yield name, "twin", Fault(problem.reference.path, function.line, text)


def _by_known_numbers(
    problem: Problem, cases: Sequence[Case], oracle: Oracle
) -> tuple[set[str], list[Fault]]:
    used: set[str] = set()
    faults = []
    by_line = {case.line: case for case in cases if not case.tag and not case.form}
    for spec in problem.cases:
        for name, known in spec.gives.items():
            case = by_line[spec.line]
            found = oracle.world(case).plain(name)
            if _all_near(found, known, _TWIN_ALLOWED):
                used.add(name)
            else:
                function = problem.reference.functions[name]
                text = f"{name} is not what {problem.path.name}:{spec.line} gives for it"
                text += f"{_in_words(found)}; mend the one that is wrong"
                faults.append(Fault(problem.reference.path, function.line, text))
    return used, faults


def _in_words(found: Any) -> str:
    """Return what came instead, where it is short."""
    if isinstance(found, list):
        return ""
    text = np.array2string(np.asarray(found), precision=6, separator=", ").replace("\n", "")
    return f", but {text}" if len(text) <= _SHORT else ""


def _all_finite(exact: Any) -> bool:
    return all(np.isfinite(each).all() for each in (exact if isinstance(exact, list) else [exact]))


def _all_near(found: Any, exact: Any, allowed: float, of: Floats | None = None) -> bool:
    if isinstance(found, list):
        return (
            isinstance(exact, list)
            and len(found) == len(exact)
            and all(_all_near(f, e, allowed) for f, e in zip(found, exact, strict=True))
        )
    found, exact = np.asarray(found, dtype=np.float64), np.asarray(exact, dtype=np.float64)
    if of is not None and of.ndim and found.shape == of.shape and exact.ndim == 2 * found.ndim:
        # Declared entry by entry: what automatic differentiation gives is the diagonal of it.
        size = found.size
        square = exact.reshape(size, size)
        if not np.array_equal(square, np.diag(np.diag(square))):
            return False
        exact = np.diag(square).reshape(found.shape)
    if found.shape != exact.shape:
        return False
    holes = ~np.isfinite(found)
    if holes.any():
        if not np.array_equal(found[holes], exact[holes], equal_nan=True):
            return False
        found, exact = np.where(holes, 0.0, found), np.where(holes, 0.0, exact)
    largest = float(np.abs(exact).max(initial=0.0))
    return bool((np.abs(found - exact) <= allowed * (np.abs(exact) + 0.1 * largest)).all())


def _unverified(problem: Problem, used: dict[str, set[str]], blamed: set[int]) -> Iterator[Fault]:
    """Yield what is asked for and was compared with too little."""
    twin = f"reference/twins/{problem.reference.path.name}"
    for part in problem.parts:
        name = part.quantity
        function = problem.reference.functions[name]
        if function.line in blamed:
            continue
        found = used.get(name, set())
        if name in problem.gradients:
            if function.derivative is not None:
                continue  # computed by automatic differentiation, and by nobody's hand
            if len(found) < _MEANS:
                have = " and ".join(sorted(found)) or "nothing"
                text = f"{name} is verified by {have}; it needs two of a twin ({twin}), a complex "
                text += f"step and differences of {problem.gradients[name].of}"
                yield Fault(problem.reference.path, function.line, text)
        elif not found:
            text = f"{name} is compared with nothing; write it once more in {twin}, declare it "
            text += "under gradients, or give known numbers in a case (gives)"
            yield Fault(problem.reference.path, function.line, text)
