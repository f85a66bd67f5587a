"""Whether the cases can show what they are there for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.check.derivatives import reached
from grader.errors import Fault
from grader.expect import MARGIN, Oracle
from grader.load.problem import lines_of
from grader.model.case import Case
from grader.model.course import CaseKind, Fixed, Problem

_LARGEST_EXPONENT = 709.0
"""Beyond this an exponential is no number in double precision any more."""


def examine(
    problem: Problem, cases: Sequence[Case], oracle: Oracle, overflows: frozenset[str]
) -> Iterator[Fault]:
    """Yield what is wrong with the inputs and cases of a problem.

    Args:
        problem: What is asked.
        cases: Its cases.
        oracle: Knows what is right.
        overflows: Overflow cases in which some change of the reference is not finite.
    """
    ordinary = [case for case in cases if case.kind is CaseKind.ORDINARY]
    unused = _unused_inputs(problem)
    for name in unused:
        text = f"inputs: {name} is used by nothing that is asked; remove it, or use it"
        yield Fault(problem.path, lines_of(problem, ("inputs", name)), text)
    yield from _constant_inputs(problem, ordinary, unused)
    yield from _bundles(problem, ordinary, oracle)
    for case in cases:
        if case.kind is CaseKind.OVERFLOW and case.tag is None and case.name not in overflows:
            yield from _overflow(problem, case, oracle)
    for part in problem.parts:
        arrays = [
            oracle.expected(cell, case)
            for case in ordinary
            if case.suits(part.quantity)
            for cell in oracle.cells(part.quantity, case)
        ]
        yield from _noise(problem, part.quantity, ordinary, oracle)
        if arrays and not any(array.any() for array in arrays):
            text = f"{part.quantity} is 0 in every case: an answer of zeros would be right"
            yield Fault(problem.path, lines_of(problem, ("parts",)), text)


def kinks_of(problem: Problem, cases: Sequence[Case], oracle: Oracle) -> Iterator[Fault]:
    """Yield the author's cases that come too near to a kink, and ties that are none."""
    for case in cases:
        if case.tag is None and case.form is None:
            yield from _kinks(problem, case, oracle)


def _unused_inputs(problem: Problem) -> list[str]:
    functions = problem.reference.functions
    used = {parent for name in reached(problem) for parent in functions[name].parameters}
    used |= {name for each in problem.functions for name in each.arguments}
    used |= {each.wrt for each in problem.gradients.values()}
    return [name for name in problem.inputs if name not in used]


def _bundles(problem: Problem, ordinary: Sequence[Case], oracle: Oracle) -> Iterator[Fault]:
    """Yield mappings handed to students in which an input has another value than its own."""
    for function in problem.functions:
        for name in function.arguments:
            if name in problem.inputs or name not in problem.reference.functions:
                continue
            for case in ordinary[:1]:
                bundle = oracle.value(name, case)
                entries = bundle.items() if isinstance(bundle, Mapping) else ()
                for key, value in entries:
                    if key in problem.inputs and not _is_same(value, case.values[key]):
                        line = problem.reference.functions[name].line
                        text = f"{name} holds something else than {key} under that name"
                        yield Fault(problem.reference.path, line, text)


def _is_same(value: Any, own: Any) -> bool:
    if isinstance(own, list):
        return (
            isinstance(value, list)
            and len(value) == len(own)
            and all(_is_same(one, two) for one, two in zip(value, own, strict=True))
        )
    return np.array_equal(value, own)


def _constant_inputs(
    problem: Problem, ordinary: Sequence[Case], unused: Sequence[str]
) -> Iterator[Fault]:
    """Yield used inputs whose value hides mistakes: one number everywhere, or a neutral one."""
    if problem.values:
        return  # by hand, numbers are given once and for all
    for name, generator in problem.inputs.items():
        if not isinstance(generator, Fixed) or name in unused:
            continue
        values = [np.asarray(case.values[name]) for case in ordinary]
        if any(value.dtype.kind not in "if" for value in values):
            continue
        line = lines_of(problem, ("inputs", name))
        if all(value.size and np.ptp(value) == 0 for value in values):
            numbers = {float(value.flat[0]) for value in values}
            if any(value.size > 1 for value in values) and len(numbers) == 1:
                text = f"inputs: {name} is the same number everywhere, in every case: what "
                text += "leaves it out, or sums it wrongly, cannot be seen; draw it"
                yield Fault(problem.path, line, text)
            elif numbers <= {0.0, 1.0}:
                text = f"inputs: {name} is {min(numbers):g} in every case: what leaves it out "
                text += "cannot be seen; draw it, or give it other values in cases"
                yield Fault(problem.path, line, text)


def _kinks(problem: Problem, case: Case, oracle: Oracle) -> Iterator[Fault]:
    at_kink = 0
    for kink in problem.kinks:
        for cell in oracle.cells(kink, case):
            entries = np.abs(oracle.expected(cell, case))
            at_kink += int((entries == 0).sum())
            near = entries < MARGIN * entries.max(initial=0.0)
            if case.kind is CaseKind.ORDINARY and (near.any() or not entries.all()):
                text = f"{kink} comes too near to its kink in this case; move it away, or make "
                yield Fault(problem.path, case.line, f"cases: {text}it a case of kind tie")
                return
    if case.kind is CaseKind.TIE and not at_kink:
        text = f"no entry of {' or '.join(problem.kinks)} is exactly 0 in this tie"
        yield Fault(problem.path, case.line, f"cases: {text}; choose whole numbers that cancel")


def _noise(
    problem: Problem, quantity: str, ordinary: Sequence[Case], oracle: Oracle
) -> Iterator[Fault]:
    """Yield that most drawn cases of a quantity cannot be held against anybody, if so."""
    drawn = [case for case in ordinary if case.drawn and case.tag is None and case.suits(quantity)]
    typical = oracle.typical(quantity, drawn)
    noisy = [
        case.name
        for case in drawn
        if not all(oracle.admits(cell, case, typical) for cell in oracle.cells(quantity, case))
    ]
    if 2 * len(noisy) > len(drawn):
        text = f"in the cases {'; '.join(noisy)} rounding moves {quantity} so far that right "
        text += "answers in single precision could not be told from wrong ones; make the "
        text += "inputs smaller (scale), or choose other sizes"
        yield Fault(problem.path, lines_of(problem, ("inputs",)), text)


def _overflow(problem: Problem, case: Case, oracle: Oracle) -> Iterator[Fault]:
    """Yield that nothing overflows in an overflow case, if so."""
    values = [each for each in case.values.values() if isinstance(each, np.ndarray | float)]
    values += [
        value
        for name in reached(problem)
        if name not in problem.gradients
        and isinstance(value := oracle.world(case).plain(name), np.ndarray | float)
    ]
    if any((np.abs(value) > _LARGEST_EXPONENT).any() for value in values):
        return
    text = "nothing overflows in this case: no exponent reaches 709, and no change of the "
    text += "reference becomes infinite; make the numbers larger"
    yield Fault(problem.path, case.line, f"cases: {text}")
